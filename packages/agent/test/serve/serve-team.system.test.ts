import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import {
  descendantsOf,
  readCallLog,
  referenceServer,
  type Script,
  waitFor,
  waitForExit,
} from "@mcp-team/testing";
import { type McpProgressEvent, type ProtocolEra, serveTeam, type TeamStreamEvent } from "../../src/index.js";
import { startTeam, type TestServer } from "../support.js";

const user = (content: string) => ({ messages: [{ role: "user", content }] });
const calls = (name: string, args: Record<string, unknown>) => ({ toolCalls: [{ name, arguments: args }] });

/** The outer team passes on what it is asked; the inner one sleeps, for as long as it is told to. */
const script: Script = ({ messages, tools }) => {
  const last = messages.at(-1);
  const text = typeof last?.content === "string" ? last.content : (last?.content?.[0]?.text ?? "");
  if (last?.role === "tool") return { content: `done: ${text}` };
  const isOuter = tools.some((tool) => tool.function.name === "inner");
  return isOuter ? calls("inner", { task: text }) : calls("sleep", { ms: text === "nap" ? 400 : 60_000 });
};

type Server = ReturnType<typeof referenceServer>;

/** A team that is served, and how to reach it. */
interface Way extends AsyncDisposable {
  readonly reach: TestServer;
}

const ways: readonly [string, (server: Server) => Promise<Way>][] = [
  ["Streamable HTTP, 2026-07-28", (server) => overHttp(server, "modern", "http")],
  ["Streamable HTTP, 2025-11-25", (server) => overHttp(server, "legacy", "http")],
  ["HTTP+SSE, 2024-11-05", (server) => overHttp(server, "legacy", "sse")],
  ["stdio, 2026-07-28", (server) => overStdio(server, "modern")],
  ["stdio, 2025-11-25", (server) => overStdio(server, "legacy")],
];

async function overHttp(server: Server, protocol: ProtocolEra, kind: "http" | "sse"): Promise<Way> {
  const inner = await startTeam({ tools: { kind: "stdio", ...server } }, { name: "inner", script });
  const served = await serveTeam(inner.team, { transport: "http" });
  return {
    reach: { kind, url: kind === "http" ? served.url : (served.sseUrl as string), protocol },
    async [Symbol.asyncDispose]() {
      await served.close();
      await inner[Symbol.asyncDispose]();
    },
  };
}

async function overStdio(server: Server, protocol: ProtocolEra): Promise<Way> {
  const { model, ...idle } = await startTeam({}, { script });
  const program = fileURLToPath(new URL("../programs/serve-over-stdio.js", import.meta.url));
  const setup = JSON.stringify({ model: model.modelOptions, server, name: "inner" });
  return {
    reach: { kind: "stdio", command: process.execPath, args: [program, setup], protocol },
    [Symbol.asyncDispose]: idle[Symbol.asyncDispose],
  };
}

describe.each(ways)("a team that is served over %s", (_name, start) => {
  const folder = mkdtempSync(join(tmpdir(), "serve-"));
  const log = join(folder, "calls.log");
  const happened = () => readCallLog(log).map(({ event, tool }) => `${event} ${tool}`);
  let inner: Way;
  let outer: Awaited<ReturnType<typeof startTeam>>;

  beforeAll(async () => {
    inner = await start(referenceServer({ tools: ["sleep"], log }));
    outer = await startTeam({ inner: inner.reach }, { script });
  });

  afterAll(async () => {
    await outer[Symbol.asyncDispose]();
    await inner[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  it("works for another team, and tells what it does", async () => {
    const progress: McpProgressEvent[] = [];
    const logged: unknown[] = [];
    for await (const chunk of await outer.team.stream(user("nap"), { streamMode: "custom" })) {
      const event = chunk as TeamStreamEvent;
      if (event.type === "mcp_progress") progress.push(event);
      else logged.push(event);
    }
    const messages = progress.map(({ message }) => message);
    expect([messages[0], messages.at(-1)]).toEqual(["calls sleep", "sleep answered"]);
    expect(messages).toContainEqual(expect.stringMatching(/^sleep: \d+ of \d+$/));
    expect(progress.map((each) => each.progress)).toEqual(progress.map((_, index) => index + 1));
    expect(JSON.stringify(outer.model.requests.at(-1)?.messages.at(-1))).toContain("done: slept");
    // In the modern era a client gets the log that it asks for with its request, and this one asks for none.
    if (outer.team.servers[0]?.era === "legacy")
      expect(logged).toContainEqual(expect.objectContaining({ type: "mcp_log", data: "calls sleep" }));
  });

  it("is cancelled from the top, and its innermost server is told", async () => {
    const before = happened().length;
    const stop = new AbortController();
    const run = outer.team.invoke(user("sleep"), { signal: stop.signal });
    await waitFor(() => happened().length > before);
    stop.abort();
    await expect(run).rejects.toThrow();
    await waitFor(() => happened().length > before + 1);
    expect(happened().slice(before)).toEqual(["start sleep", "cancelled sleep"]);
    // The line is as good as before.
    expect((await outer.team.health()).healthy).toBe(true);
  });

  it("is not left working when the other team is gone", async () => {
    const before = happened().length;
    const run = outer.team.invoke(user("sleep")).catch(() => {});
    await waitFor(() => happened().length > before);
    const { pid } = outer.team.servers[0] ?? {};
    const below = pid === undefined ? [] : [pid, ...(await descendantsOf(pid))];
    await outer.team.close();
    await run;
    await waitFor(() => happened().length > before + 1);
    expect(happened().slice(before)).toEqual(["start sleep", "cancelled sleep"]);
    // Over stdio, it ends with its client, and so does its server.
    await Promise.all(below.map((each) => waitForExit(each)));
  });
});

it("keeps standard output for the protocol: what a program prints goes to standard error", async () => {
  await using way = await overStdio(referenceServer({ tools: ["sleep"] }), "legacy");
  const { command = "", args = [] } = way.reach as { readonly command?: string; readonly args?: string[] };
  const child = spawn(command, args, { stdio: "pipe" });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const clientInfo = { name: "test", version: "1" };
  ask({
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo },
  });
  expect(JSON.parse((await answers.next()).value)).toMatchObject({
    id: 1,
    result: { serverInfo: { name: "inner" } },
  });
  ask({ id: 2, method: "tools/list" });
  expect(JSON.parse((await answers.next()).value)).toMatchObject({
    id: 2,
    result: { tools: [{ name: "inner" }] },
  });
  child.stdin.end();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect([code, stderr]).toEqual([0, "A log line that must not reach the protocol.\n"]);
  expect((await answers.next()).done).toBe(true);
});
