import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  descendantsOf,
  readCallLog,
  referenceServer,
  type ScriptedTurn,
  waitFor,
  waitForExit,
} from "@mcp-team/testing";
import { z } from "zod";
import { type McpProgressEvent, type ProtocolOption, serveTeam, type TeamStreamEvent } from "../src/index.js";
import { startTeam, type TestServer } from "./support.js";

const user = (content: string) => ({ messages: [{ role: "user", content }] });
const calls = (name: string, args: Record<string, unknown>) => ({ toolCalls: [{ name, arguments: args }] });

const folder = mkdtempSync(join(tmpdir(), "serve-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A team that sleeps when it is told to: what is served. */
const innerTurns = (ms: number): ScriptedTurn[] => [calls("sleep", { ms }), { content: "slept well" }];
const outerTurns: ScriptedTurn[] = [calls("inner", { task: "sleep" }), { content: "outer done" }];

interface Innermost {
  readonly log: string;
  readonly server: ReturnType<typeof referenceServer>;
}

function innermost(name: string): Innermost {
  const log = join(folder, `${name}.log`);
  return { log, server: referenceServer({ tools: ["sleep", "log", "fail"], log }) };
}

/** The ways from one team to another one. Each starts a team that is served, and says how to reach it. */
const ways = {
  "Streamable HTTP, 2026-07-28": (ms, server) => overHttp(ms, server, "modern", "url"),
  "Streamable HTTP, 2025-11-25": (ms, server) => overHttp(ms, server, "legacy", "url"),
  "HTTP+SSE, 2024-11-05": (ms, server) => overHttp(ms, server, "legacy", "sseUrl"),
  "stdio, 2026-07-28": (ms, server) => overStdio(ms, server, "modern"),
  "stdio, 2025-11-25": (ms, server) => overStdio(ms, server, "legacy"),
} satisfies Record<
  string,
  (ms: number, server: Innermost["server"]) => Promise<AsyncDisposable & { readonly reach: TestServer }>
>;
type Way = keyof typeof ways;
const allWays = Object.keys(ways) as Way[];

async function overHttp(
  ms: number,
  server: Innermost["server"],
  protocol: ProtocolOption,
  at: "url" | "sseUrl",
) {
  const inner = await startTeam(
    { tools: { kind: "stdio", ...server } },
    { name: "inner", script: innerTurns(ms) },
  );
  const served = await serveTeam(inner.team, { transport: "http" });
  const reach: TestServer = { kind: at === "url" ? "http" : "sse", url: served[at] as string, protocol };
  return {
    reach,
    async [Symbol.asyncDispose]() {
      await served.close();
      await inner[Symbol.asyncDispose]();
    },
  };
}

async function overStdio(ms: number, server: Innermost["server"], protocol: ProtocolOption) {
  const { model, ...idle } = await startTeam({}, { script: innerTurns(ms) });
  const program = fileURLToPath(new URL("./programs/serve-over-stdio.js", import.meta.url));
  const setup = JSON.stringify({ model: model.modelOptions, server, name: "inner" });
  const reach: TestServer = { kind: "stdio", command: process.execPath, args: [program, setup], protocol };
  return { reach, [Symbol.asyncDispose]: idle[Symbol.asyncDispose] };
}

describe("a team that is served", () => {
  it.each(allWays)("works for another team, and tells what it does: %s", async (way) => {
    const { server } = innermost(`works over ${way}`);
    await using inner = await ways[way](40, server);
    await using outer = await startTeam({ inner: inner.reach }, { script: outerTurns });
    const progress: McpProgressEvent[] = [];
    const logged: unknown[] = [];
    for await (const chunk of await outer.team.stream(user("go"), { streamMode: "custom" })) {
      const event = chunk as TeamStreamEvent;
      if (event.type === "mcp_progress") progress.push(event);
      else logged.push(event);
    }
    const messages = progress.map(({ message }) => message);
    expect([messages[0], messages.at(-1)]).toEqual(["calls sleep", "sleep answered"]);
    expect(messages).toContainEqual(expect.stringMatching(/^sleep: \d+ of \d+$/));
    expect(progress.map((each) => each.progress)).toEqual(progress.map((_, index) => index + 1));
    expect(outer.model.requests.at(-1)?.messages.at(-1)).toMatchObject({
      role: "tool",
      content: "slept well",
    });
    // In the modern era a client gets the log that it asked for in its request, and this one asked for none.
    if (outer.team.servers[0]?.era === "legacy")
      expect(logged).toContainEqual(expect.objectContaining({ type: "mcp_log", data: "calls sleep" }));
  });

  it.each(allWays)("is cancelled from the top, and its innermost server is told: %s", async (way) => {
    const { server, log } = innermost(`cancelled over ${way}`);
    await using inner = await ways[way](60_000, server);
    await using outer = await startTeam({ inner: inner.reach }, { script: outerTurns });
    const stop = new AbortController();
    const run = outer.team.invoke(user("go"), { signal: stop.signal });
    const happened = () => readCallLog(log).map(({ event, tool }) => `${event} ${tool}`);
    await waitFor(() => happened().length > 0);
    expect(happened()).toEqual(["start sleep"]);
    stop.abort();
    await expect(run).rejects.toThrow();
    await waitFor(() => happened().length > 1);
    expect(happened()).toEqual(["start sleep", "cancelled sleep"]);
    // The line is as good as before.
    expect((await outer.team.health()).healthy).toBe(true);
  });

  it.each(allWays)("is not left working when the other team is gone: %s", async (way) => {
    const { server, log } = innermost(`gone over ${way}`);
    await using inner = await ways[way](60_000, server);
    const outer = await startTeam({ inner: inner.reach }, { script: outerTurns });
    const run = outer.team.invoke(user("go")).catch(() => {});
    await waitFor(() => readCallLog(log).length > 0);
    await outer[Symbol.asyncDispose]();
    await run;
    await waitFor(() => readCallLog(log).some(({ event }) => event === "cancelled"));
  });

  it("over stdio ends with its client, and leaves no process", async () => {
    const { server } = innermost("ends");
    await using inner = await overStdio(40, server, "legacy");
    const outer = await startTeam({ inner: inner.reach });
    const pid = outer.team.servers[0]?.pid as number;
    const below = [pid, ...(await descendantsOf(pid))];
    expect(below.length).toBeGreaterThan(1);
    await outer.team.close();
    await Promise.all(below.map((each) => waitForExit(each)));
    await outer[Symbol.asyncDispose]();
  });

  it("gives a structured answer to callers, and says which", async () => {
    const responseFormat = z.object({ sum: z.number() });
    await using inner = await startTeam(
      {},
      { name: "inner", script: [{ content: '{"sum":3}' }], responseFormat },
    );
    await using served = await serveTeam(inner.team, { transport: "http" });
    await using outer = await startTeam({ inner: { kind: "http", url: served.url } });
    const tool = outer.toolset.get("inner");
    expect(tool?.definition.outputSchema).toMatchObject({ properties: { sum: { type: "number" } } });
    expect(
      await tool?.invoke({ type: "tool_call", id: "1", name: "inner", args: { task: "1+2" } }),
    ).toMatchObject({
      content: '{"sum":3}',
      artifact: { sum: 3 },
    });
  });
});
