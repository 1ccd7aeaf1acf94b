import { reconnectDefaults } from "@mcp-team/transports";
import fc from "fast-check";
import { normalizeServers } from "./normalize-servers.js";
import type { ServerDraft } from "./server-draft.js";
import type { ServerDefaults } from "./server-options.js";

const draft = (value: unknown): ServerDraft => ({ value, problems: [] });
const normalize = (values: unknown[], defaults: ServerDefaults = {}) =>
  normalizeServers(values.map(draft), defaults);
const said = (...values: unknown[]) =>
  normalize(values).problems.map(({ path, message }) => `${path}: ${message}`);

describe("a complete server", () => {
  it("has azcore's defaults over stdio", () => {
    expect(normalize([{ command: "node", args: ["files.js"] }]).servers).toEqual([
      {
        name: "files",
        transport: "stdio",
        command: "node",
        args: ["files.js"],
        env: {},
        protocol: "auto",
        timeoutMs: 10_000,
        callTimeoutMs: 60_000,
        reconnect: reconnectDefaults,
        maxMessageBytes: 536_870_888,
        stderrTailBytes: 16_384,
        closeGraceMs: 2_000,
      },
    ]);
  });

  it.each(["sse", "http"])("has azcore's defaults over %s", (transport) => {
    expect(normalize([{ url: "http://127.0.0.1:1/x", transport }]).servers).toEqual([
      {
        name: "127-0-0-1-1",
        transport,
        url: "http://127.0.0.1:1/x",
        headers: {},
        env: {},
        protocol: "auto",
        timeoutMs: 30_000,
        callTimeoutMs: 60_000,
        reconnect: reconnectDefaults,
        sseReadTimeoutMs: 60_000,
      },
    ]);
  });

  it("has more time to connect when a person may have to log in", () => {
    const auth = { oauth: {} };
    const server = { url: "http://127.0.0.1/", auth };
    expect(normalize([server]).servers).toMatchObject([{ auth, timeoutMs: 180_000 }]);
    expect(normalize([server], { timeoutMs: 2 }).servers).toMatchObject([{ timeoutMs: 2 }]);
    expect(normalize([{ ...server, timeoutMs: 1 }]).servers).toMatchObject([{ timeoutMs: 1 }]);
  });

  it("is reached over Streamable HTTP when it has only an address", () => {
    expect(normalize([{ url: "http://127.0.0.1/" }]).servers).toMatchObject([{ transport: "http" }]);
  });

  it("prefers its own settings to the defaults of the team, and those to ours", () => {
    const { servers } = normalize(
      [{ command: "a", timeoutMs: 1, callTimeoutMs: undefined }, { url: "http://h/" }],
      {
        timeoutMs: 2,
        callTimeoutMs: 3,
        sseReadTimeoutMs: 4,
        protocol: "legacy",
        closeGraceMs: 5,
        silenceTimeoutMs: 6,
      },
    );
    expect(servers).toMatchObject([
      { timeoutMs: 1, callTimeoutMs: 3, protocol: "legacy", closeGraceMs: 5, silenceTimeoutMs: 6 },
      { timeoutMs: 2, callTimeoutMs: 3, sseReadTimeoutMs: 4, protocol: "legacy" },
    ]);
    expect(servers[0]).not.toHaveProperty("sseReadTimeoutMs");
    expect(servers[1]).not.toHaveProperty("silenceTimeoutMs");
  });
});

describe("the policy of a line", () => {
  it("is completed by the team's, and that by ours", () => {
    const { servers } = normalize([{ command: "a", reconnect: { maxAttempts: 3 } }, { command: "b" }], {
      reconnect: { maxAttempts: 5, maxDelayMs: 1_000 },
    });
    expect(servers.map(({ reconnect }) => reconnect)).toEqual([
      { ...reconnectDefaults, maxAttempts: 3, maxDelayMs: 1_000 },
      { ...reconnectDefaults, maxAttempts: 5, maxDelayMs: 1_000 },
    ]);
  });

  it("can be none, for one server or for all", () => {
    const servers = [{ command: "a" }, { command: "b", reconnect: {} }];
    expect(normalize(servers, { reconnect: false }).servers.map(({ reconnect }) => reconnect)).toEqual([
      false,
      reconnectDefaults,
    ]);
  });

  it("has limits for single tools, the server's own before the team's", () => {
    const [server] = normalize([{ command: "a", toolTimeouts: { "b*": 2 } }], {
      toolTimeouts: { a: 1, "b*": 1 },
    }).servers;
    expect(Object.entries(server?.toolTimeouts ?? {})).toEqual([
      ["b*", 2],
      ["a", 1],
    ]);
  });
});

describe("a problem names the option and says what to do:", () => {
  it.each<[unknown, RegExp]>([
    [{ command: "node", reconnect: { maxAttempts: 0 } }, /^servers\.node\.reconnect\.maxAttempts: .*not 0$/],
    [{ command: "node", reconnect: { attempts: 3 } }, /^servers\.node\.reconnect/],
    [{ command: "node", reconnect: true }, /^servers\.node\.reconnect: .*or false/],
    [{ command: "node", toolTimeouts: { "a*": -1 } }, /^servers\.node\.toolTimeouts\["a\*"\]: .*not -1$/],
    [{ command: "node", maxCallTimeoutMs: "5s" }, /^servers\.node\.maxCallTimeoutMs: /],
    [{ command: "https://x.test/mcp" }, /^servers\..*command: is an address.*withMcpServerHttp/],
    [{ command: "node", env: { PORT: undefined } }, /env\.PORT: has no value.*is the variable set/],
    [{ command: "node", timeoutMs: -5 }, /^servers\.node\.timeoutMs: .*not -5$/],
    [
      { command: "node", timeout: 5 },
      /^servers\.node\.timeout: is not an option of a stdio server: did you mean `timeoutMs`\?$/,
    ],
    [
      { command: "node", WORKSPACE: "x" },
      /^servers\.node\.WORKSPACE: .*environment variables go under `env`$/,
    ],
    [{ command: "node", headers: {} }, /^servers\.node\.headers: .*headers belong to remote servers/],
    [{ command: "node", type: "stdio" }, /^servers\.node\.type: .*did you mean `transport`\?$/],
    [
      { command: "node", transport: "sse", url: "http://h" },
      /^servers\.node\.command: .*no command; add the local one/,
    ],
    [{ url: "http://h", env: {} }, /^servers\.h\.env: .*did you mean `headers`\?$/],
    [{ url: "http://h", transport: "sse", cwd: "/" }, /^servers\.h\.cwd: .*no working directory$/],
    [
      { url: "http://h", transport: "websocket" },
      /^servers\.h\.transport: must be "stdio", "sse" or "http", not "websocket"$/,
    ],
    [{ url: "http://h", transport: "streamable-http" }, /not "streamable-http"; did you mean "http"\?$/],
    [{ url: "http://h", transport: "SSE" }, /not "SSE"; did you mean "sse"\?$/],
    [
      { url: "http://h", dispatcher: 5 },
      /^servers\.h\.dispatcher: must be a dispatcher of undici, .* not 5$/,
    ],
    [{ command: "node", url: "http://h" }, /^servers\.node: has a command and a url: .*remove one of them$/],
    [{ name: "x" }, /^servers\.x: has neither a command nor a url/],
    [{}, /^servers\[0\]: has neither a command nor a url/],
    [5, /^servers\[0\]: must be a command or an object such as .* not 5$/],
    [null, /^servers\[0\]: must be a command or an object .* not null$/],
    [{ command: "x", name: "a b" }, /^servers\[0\]\.name: must be letters, .* not "a b"$/],
    [{ command: "x", name: "" }, /^servers\[0\]\.name: must be letters, .* not ""$/],
  ])("%j", (value, problem) => {
    expect(said(value)).toEqual([expect.stringMatching(problem)]);
  });

  it("a name that is given twice", () => {
    expect(said({ command: "a", name: "files" }, { command: "b", name: "files" })).toEqual([
      'servers.files.name: the name "files" is given to two servers: give one of them another `name`',
    ]);
  });

  it("all of every server, at once", () => {
    const problems = said(
      { command: "", timeoutMs: 0 },
      { command: "ok" },
      { url: "x", transport: "sse", headers: 5 },
    );
    expect(problems.map((problem) => problem.split(":")[0])).toEqual([
      "servers[0].command",
      "servers[0].timeoutMs",
      "servers[2].url",
      "servers[2].headers",
    ]);
  });
});

describe("whatever somebody writes", () => {
  const secret = testSecret("normalize-servers");
  const key = fc.constantFrom(
    "command",
    "args",
    "env",
    "url",
    "headers",
    "cwd",
    "timeoutMs",
    "transport",
    "name",
    "other",
  );
  const value = fc.oneof(fc.anything(), fc.constant("node"), fc.constant("http://h/"), fc.constant("stdio"));

  it("is used or reported, in our own words", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(key, value)), (written) => {
        const { servers, problems } = normalize([written]);
        expect(servers.length > 0).toBe(problems.length === 0);
        for (const { path, message } of problems)
          expect(`${path}: ${message}`).not.toMatch(/Invalid input|expected|received/);
      }),
    );
  });

  it("is reported without its secrets", () => {
    const secretPart = fc.constantFrom(
      secret,
      `${secret}\n`,
      [secret],
      { A: `${secret}\r\n` },
      { A: [secret] },
      { "A=": secret },
    );
    const written = fc.record({
      command: fc.constant("x"),
      env: secretPart,
      headers: secretPart,
      other: secretPart,
    });
    fc.assert(
      fc.property(written, (server) => !JSON.stringify(normalize([server]).problems).includes(secret)),
    );
  });
});

describe("the network", () => {
  const lookup = () => {};
  const dispatcher = { dispatch: () => true };

  it.each<[string, object, ServerDefaults, object]>([
    ["is the team's", {}, { proxy: false, http2: true, lookup }, { proxy: false, http2: true, lookup }],
    [
      "is the server's own",
      { proxy: "http://a:1", http2: false },
      { proxy: false, http2: true },
      { proxy: "http://a:1", http2: false },
    ],
    [
      "is both together",
      { tls: { ca: { file: "package.json" } }, egress: { httpsOnly: false } },
      { tls: { ca: { file: "a.pem" }, servername: "s" }, egress: { httpsOnly: true, allowedHosts: ["h"] } },
      {
        tls: { ca: { file: "package.json" }, servername: "s" },
        egress: { httpsOnly: false, allowedHosts: ["h"] },
      },
    ],
    [
      "is a dispatcher's, but for the policy",
      { dispatcher },
      { proxy: false, tls: { servername: "s" }, egress: { httpsOnly: false } },
      { dispatcher, egress: { httpsOnly: false } },
    ],
  ])("of a server %s", (_, own, team, expected) => {
    const [server] = normalize([{ url: "http://h/", ...own }], team).servers;
    expect(server).toEqual(expect.objectContaining(expected));
    expect(server).not.toHaveProperty("dispatcher" in own ? "proxy" : "dispatcher");
  });

  it.each<[object, ServerDefaults, string]>([
    [
      { url: "https://h/", tls: "-----BEGIN s3cr3t" },
      {},
      'tls: must be an object such as { ca: { file: "ca.pem" } }, not text',
    ],
    [
      { url: "https://h/", tls: { certt: "x" } },
      {},
      "tls.certt: is not an option of `tls`: did you mean `cert`?",
    ],
    [
      { url: "https://h/", tls: { ca: [{ file: "none/ca.pem" }] } },
      {},
      'tls.ca: the file "none/ca.pem" does not exist: correct the path',
    ],
    [{ url: "https://h/", proxy: "socks://x" }, {}, 'proxy: must be "env", false, or an address'],
    [
      { url: "https://h/", lookup: "dns" },
      {},
      "lookup: must be a function such as that of node:dns, not text",
    ],
    [
      { url: "https://h/", egress: false },
      {},
      'egress: must be an object such as { allowedHosts: ["*.example.com"] }, not false',
    ],
    [{ url: "https://h/", egress: { alowedHosts: [] } }, {}, "did you mean `allowedHosts`?"],
    [
      { url: "https://h/", dispatcher, http2: true },
      {},
      "http2: is set, and so is `dispatcher`, which decides that itself",
    ],
    [{ url: "http://h/" }, { egress: { httpsOnly: true } }, "url: is refused: http://h is not encrypted"],
    [
      { url: ["https://h/", "https://i/"] },
      { egress: { allowedHosts: ["h"] } },
      'url[1]: is refused: https://i has the host "i"',
    ],
    [
      { url: "http://0xa9fea9fe/latest", transport: "sse" },
      {},
      "url: is refused: http://169.254.169.254 is at 169.254.169.254, which is a link-local address",
    ],
    [
      { command: "x", egress: {} },
      {},
      "egress: is not an option of a stdio server: it belongs to remote servers",
    ],
  ])("is checked in %j with %j: %s", (server, defaults, message) => {
    const { servers, problems } = normalize([server], defaults);
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      expect.stringContaining(message),
    ]);
    expect(servers).toEqual([]);
  });
});
