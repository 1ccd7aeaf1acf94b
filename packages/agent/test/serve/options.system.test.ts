import { tool } from "@langchain/core/tools";
import { ConfigurationError } from "@mcp-team/transports";
import { z } from "zod";
import { type AgentTeam, type HttpServeOptions, serveTeam } from "../../src/index.js";
import { startTeam } from "../support.js";
import { initialize, send } from "./support/requests.js";
import { serve } from "./support/served.js";

describe("serveTeam", () => {
  const problems = async (options: object) => {
    await using test = await startTeam({}, { name: "inner", tools: [] });
    const error: unknown = await serveTeam(test.team, options as HttpServeOptions).catch(
      (reason: unknown) => reason,
    );
    if (!ConfigurationError.isInstance(error)) throw error;
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  };

  it.each<[object, string[]]>([
    [
      { transport: "stdio", resources: 1, prompts: "all" },
      ["resources: must be true or false, not 1", 'prompts: must be true or false, not "all"'],
    ],
    [{}, ['transport: must be "stdio" or "http" (which serves HTTP+SSE, too), not undefined']],
    [{ transport: "sse" }, ['transport: must be "stdio" or "http" (which serves HTTP+SSE, too), not "sse"']],
    [{ transport: "stdio", port: 1 }, ['port: is not an option of transport "stdio"']],
    [
      {
        transport: "http",
        port: 70_000,
        path: "mcp",
        expose: "all",
        maxSessions: 0,
        allowedHosts: [],
        drainTimeoutMs: -1,
      },
      [
        'expose: must be "team", "tools" or "both", not "all"',
        "drainTimeoutMs: must be a number of milliseconds from 0 to 2147483647, such as 5_000, not -1",
        "port: must be a port from 0 to 65535, not 70000",
        'path: must be a path such as "/mcp", not "mcp"',
        'allowedHosts: must be host names without ports, such as ["team.example.com"], not []',
        "maxSessions: must be a number of sessions, not 0",
      ],
    ],
    [
      { transport: "http", logger: {}, rateLimit: { requests: 1, request: 5 } },
      [
        "logger: must be a logger of pino, with debug(), info() and warn(), not {}",
        "rateLimit.request: is not an option of rateLimit",
      ],
    ],
    // A timer of Node.js that is to wait for longer fires at once.
    [
      {
        transport: "http",
        drainTimeoutMs: 3_000_000_000,
        rateLimit: { requests: 1, perMs: 3_000_000_000 },
        callTimeoutMs: Number.POSITIVE_INFINITY,
        sessionIdleMs: Number.NaN,
      },
      [
        "drainTimeoutMs: must be a number of milliseconds from 0 to 2147483647, such as 5_000, not 3000000000",
        "rateLimit.perMs: must be a number of milliseconds from 1 to 2147483647, such as 60_000, not 3000000000",
        "callTimeoutMs: must be a number of milliseconds from 1 to 2147483647, such as 60_000 (without it there is no limit), not Infinity",
        "sessionIdleMs: must be a number of milliseconds from 1 to 2147483647, such as 1_800_000, not NaN",
      ],
    ],
    [
      { transport: "http", host: "0.0.0.0", path: "/a", ssePath: "/a" },
      [
        'ssePath: must differ from path ("/a"), or be false',
        'host: is "0.0.0.0", which other machines can reach, and nothing checks who they are: set auth, say allowRemote: true if whoever reaches it may use it, or listen on "127.0.0.1"',
      ],
    ],
    [
      { transport: "http", host: "0.0.0.0", allowRemote: true },
      [expect.stringMatching(/^allowedHosts: is missing: say under which names/)],
    ],
  ])("refuses %j", async (options, expected) => {
    expect(await problems(options)).toEqual(expected);
  });

  const builder = { name: "inner", build: async () => {}, tools: [] };
  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["a string", "inner"],
    ["an object", {}],
    ["a builder", builder],
    ["a promise", Promise.resolve(builder)],
  ])("serves no team that is %s", async (given, team) => {
    const error: unknown = await serveTeam(team as AgentTeam, { transport: "http" }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      code: "CONFIGURATION",
      problems: [{ path: "team", message: `must be a team that is built, not ${given}` }],
      hint: expect.stringContaining("await builder.build()"),
    });
  });

  it("listens on other addresses for those who say so, under the names that they give", async () => {
    await using test = await serve({
      host: "0.0.0.0",
      allowRemote: true,
      allowedHosts: ["team.example.com"],
    });
    const url = test.served.url.replace("0.0.0.0", "127.0.0.1");
    expect(await send(url, { body: initialize })).toMatchObject({ status: 403 });
    expect(await send(url, { body: initialize, headers: { host: "team.example.com" } })).toMatchObject({
      status: 200,
    });
  });

  it("says that a port is taken", async () => {
    await using test = await serve();
    const port = Number(new URL(test.served.url).port);
    await expect(serveTeam(test.team, { transport: "http", port })).rejects.toThrow(
      new RegExp(`cannot be served at 127\\.0\\.0\\.1:${port}: .*EADDRINUSE`),
    );
  });

  it("refuses to offer a team and a tool of one name", async () => {
    const same = tool(() => "", { name: "inner", schema: z.object({}) });
    await using test = await startTeam({}, { name: "inner", tools: [same] });
    await expect(serveTeam(test.team, { transport: "http", expose: "both" })).rejects.toThrow(
      'the name "inner"',
    );
  });
});
