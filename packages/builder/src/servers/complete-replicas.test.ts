import { maskServer } from "./mask-server.js";
import { normalizeServers } from "./normalize-servers.js";
import type { ServerDefaults } from "./server-options.js";

const secret = testSecret("complete-replicas");

const normalize = (value: unknown, defaults: ServerDefaults = {}) =>
  normalizeServers([{ value, problems: [] }], defaults);
const said = (value: unknown) =>
  normalize(value)
    .problems.map(({ path, message }) => `${path}: ${message}`)
    .join("\n");

const url = [`http://eu.test/sse?key=${secret}`, "http://us.test/sse"];

describe("a server with several replicas", () => {
  it.each<[string, unknown, ServerDefaults, object]>([
    [
      "processes",
      { command: "a", instances: 4 },
      {},
      { instances: 4, strategy: "least-busy", sticky: false },
    ],
    ["addresses", { url, transport: "sse" }, {}, { url: url[0], urls: url, strategy: "least-busy" }],
    ["a strategy of its own", { url, strategy: "first-available" }, {}, { strategy: "first-available" }],
    ["the team's strategy", { url }, { strategy: "round-robin" }, { strategy: "round-robin" }],
    [
      "its own before the team's",
      { command: "a", instances: 2, strategy: "least-busy" },
      { strategy: "round-robin" },
      { strategy: "least-busy" },
    ],
    ["state between calls", { command: "a", instances: 2, sticky: true }, {}, { sticky: true }],
  ])("has %s", (_, value, defaults, expected) => {
    const { servers, problems } = normalize(value, defaults);
    expect(problems).toEqual([]);
    expect(servers).toMatchObject([expected]);
  });

  it.each([
    { command: "a" },
    { command: "a", instances: 1 },
    { url: "http://a.test/" },
    { url: ["http://a.test/"] },
  ])("is not %j: that is one", (value) => {
    const [server] = normalize(value, { strategy: "round-robin" }).servers;
    expect(Object.keys(server ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(instances|urls|strategy|sticky)$/)]),
    );
  });

  it.each<[unknown, RegExp]>([
    [{ command: "a", instances: 0 }, /^servers\.a\.instances: .*from 1 to 256, such as 4, not 0$/],
    [
      { command: "a", strategy: "fastest" },
      /^servers\.a\.strategy: must be "round-robin", .*, not "fastest"$/,
    ],
    [{ command: "a", sticky: "yes" }, /^servers\.a\.sticky: must be true or false, not "yes"$/],
    [{ url, instances: 2 }, /\.instances: .*replicas of a remote one are listed as its `url`$/],
    [
      { url: [...url, url[0]] },
      /\.url\[2\]: is there twice, "http:\/\/eu\.test\/sse\?key=\*+": list each replica once$/,
    ],
    [{ url: [url[0], "nowhere"] }, /\.url\[1\]: has no scheme/],
  ])("says what is wrong with example %#", (value, message) => {
    expect(said(value)).toMatch(message);
  });

  it("shows no secret of its addresses", () => {
    const [server] = normalize({ url }).servers;
    expect(JSON.stringify(server && maskServer(server))).not.toContain(secret);
  });
});
