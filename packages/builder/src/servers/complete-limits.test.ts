import { normalizeServers } from "./normalize-servers.js";
import type { ServerDefaults } from "./server-options.js";

const local = { command: "node" };
const remote = { url: "http://127.0.0.1/" };

function normalize(value: unknown, defaults: ServerDefaults = {}) {
  const { servers, problems } = normalizeServers([{ value, problems: [] }], defaults);
  return { server: servers[0], problems: problems.map(({ path, message }) => `${path}: ${message}`) };
}

describe("rateLimit", () => {
  it.each([
    ["a local server", local],
    ["a remote server", remote],
  ])("of %s gets our defaults, and takes the place of the team's as a whole", (_, address) => {
    const team = { rateLimit: { calls: 5, concurrent: 2 } };
    const limitOf = (rateLimit: unknown, defaults: ServerDefaults = {}) =>
      normalize({ ...address, rateLimit }, defaults).server?.rateLimit;
    expect(limitOf(undefined)).toBeUndefined();
    expect(limitOf({ calls: 10 })).toEqual({ calls: 10, perMs: 1_000, maxQueued: 1_000 });
    expect(limitOf({ concurrent: 1, maxQueued: 5 })).toEqual({ concurrent: 1, maxQueued: 5 });
    expect(limitOf(undefined, team)).toEqual({ calls: 5, perMs: 1_000, concurrent: 2, maxQueued: 1_000 });
    expect(limitOf({ concurrent: 1 }, team)).toEqual({ concurrent: 1, maxQueued: 1_000 });
    expect(limitOf(false, team)).toBeUndefined();
  });

  it.each([
    [10, ": must be an object such as { calls: 10, perMs: 1_000, concurrent: 4 }, not 10"],
    [{}, ": limits nothing: give `calls` and `perMs`, or `concurrent`"],
    [{ calls: "10" }, '.calls: must be a whole number of calls, at least 1, not "10"'],
    [{ calls: 10, permMs: 5 }, ".permMs: is not an option of `rateLimit`: did you mean `perMs`?"],
    [{ callls: 10 }, ".callls: is not an option of `rateLimit`: did you mean `calls`?"],
    [{ perMs: 5 }, ".perMs: says how long the window is, and `calls` is missing"],
  ])("%j is refused with one problem", (rateLimit, message) => {
    expect(normalize({ ...local, rateLimit }).problems).toEqual([
      expect.stringContaining(`servers.node.rateLimit${message}`),
    ]);
  });
});

describe("limits and sandbox", () => {
  const team: ServerDefaults = { limits: { memoryMb: 256, openFiles: 64 }, sandbox: ["env", "TEAM=1"] };

  it.each([
    ["nothing", {}, {}, {}],
    [
      "its own",
      { limits: { cpuSeconds: 9 }, sandbox: ["nice"] },
      {},
      { limits: { cpuSeconds: 9 }, sandbox: ["nice"] },
    ],
    ["the team's", {}, team, { limits: team.limits, sandbox: team.sandbox }],
    [
      "its own, completed by the team's",
      { limits: { memoryMb: 512 }, sandbox: ["nice"] },
      team,
      { limits: { memoryMb: 512, openFiles: 64 }, sandbox: ["nice"] },
    ],
    ["none of the team's", { limits: false, sandbox: false }, team, {}],
  ])("of a local server: %s", (_, own, defaults, complete) => {
    const { server, problems } = normalize({ ...local, ...own }, defaults);
    expect(problems).toEqual([]);
    const { limits, sandbox } = server as typeof team;
    expect({ ...(limits && { limits }), ...(sandbox && { sandbox }) }).toEqual(complete);
  });

  it.each([
    [
      { limits: 256 },
      "limits: must be an object such as { memoryMb: 512, openFiles: 256, cpuSeconds: 60 }, not 256",
    ],
    [
      { limits: { memoryMb: 0 } },
      "limits.memoryMb: must be a whole number of megabytes above 0, such as 512, not 0",
    ],
    [{ limits: { memory: 1 } }, "limits.memory: is not an option of `limits`: did you mean `memoryMb`?"],
    [
      { sandbox: "chroot" },
      'sandbox: must be "bwrap", "firejail", or a list of words that begins with a program',
    ],
    [
      { sandbox: ["no-such-program"] },
      "sandbox: needs the program `no-such-program`, which is not in PATH: install it",
    ],
    [{ sandbox: ["env", 1] }, "sandbox[1]: must be text"],
  ])("%j is refused with one problem", (options, message) => {
    expect(normalize({ ...local, ...options }).problems).toEqual([
      expect.stringContaining(`servers.node.${message}`),
    ]);
  });

  it("belong to local servers", () => {
    const { problems } = normalize({ ...remote, limits: { memoryMb: 1 }, sandbox: "bwrap" });
    expect(problems).toEqual([
      expect.stringMatching(
        /limits: is not an option of a Streamable HTTP server: it belongs to local servers/,
      ),
      expect.stringMatching(
        /sandbox: is not an option of a Streamable HTTP server: it belongs to local servers/,
      ),
    ]);
  });
});
