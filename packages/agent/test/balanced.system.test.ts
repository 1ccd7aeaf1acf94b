import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type RestartableServer,
  readCallLog,
  referenceServer,
  type StartServerOptions,
  startServer,
  waitFor,
} from "@mcp-team/testing";
import { type LineOptions, OutcomeUnknownError, openLine } from "@mcp-team/transports";
import { connectServers, type ServerDefinition, Toolset } from "../src/index.js";

const folder = mkdtempSync(join(tmpdir(), "balanced-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The tools of one server with several replicas. */
async function connect(line: LineOptions, definition: Partial<ServerDefinition> = {}) {
  const { kind, timeoutMs } = line;
  const connections = await connectServers([
    { name: "server", kind, timeoutMs, ...definition, open: () => openLine({ name: "server", ...line }) },
  ]);
  const toolset = await Toolset.create(connections.all);
  const replicas = () => connections.all[0]?.replicas ?? [];
  const call = (name: string, input: object) => toolset.get(name)?.invoke(input) as Promise<string>;
  await waitFor(() => replicas().every(({ state }) => state === "ready"), { what: "all replicas" });
  return { toolset, replicas, call, [Symbol.asyncDispose]: () => connections.close() };
}

/** Calls without a pause, a few at a time, until it is stopped. */
function load(call: () => Promise<unknown>, atOnce: number) {
  const failures: unknown[] = [];
  let answered = 0;
  let goesOn = true;
  const work = async () => {
    while (goesOn)
      await call().then(
        () => (answered += 1),
        (error: unknown) => failures.push(error),
      );
  };
  const working = Array.from({ length: atOnce }, work);
  return {
    failures,
    answered: () => answered,
    async stop() {
      goesOn = false;
      await Promise.all(working);
    },
  };
}

/** Several servers that listen, each with a call log. */
async function startAll(names: readonly string[], options: StartServerOptions) {
  const servers: RestartableServer[] = [];
  for (const name of names) {
    const log = join(folder, `${options.transport}-${name}`);
    servers.push(await startServer({ ...options, log }));
  }
  const calls = (index: number, tool: string) =>
    readCallLog(join(folder, `${options.transport}-${names[index]}`)).filter(
      (entry) => entry.tool === tool && entry.event === "start",
    );
  const [first] = servers as [RestartableServer];
  return {
    servers,
    calls,
    line: {
      kind: options.transport,
      url: first.url,
      urls: servers.map(({ url }) => url),
      timeoutMs: 5_000,
      reconnect: { initialDelayMs: 20, maxDelayMs: 200 },
    } satisfies LineOptions,
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

describe("three SSE replicas under steady load", () => {
  it("lose no call that is safe when one is killed, then another, and when both return all three work", async () => {
    await using remote = await startAll(["a", "b", "c"], { transport: "sse", tools: ["sleep"] });
    await using server = await connect(remote.line);
    const [, second, third] = remote.servers as [RestartableServer, RestartableServer, RestartableServer];
    const calls = () => [0, 1, 2].map((index) => remote.calls(index, "sleep").length);
    const steady = load(() => server.call("sleep", { ms: 20 }), 6);
    /** Each of them gets so many more calls. */
    const more = async (indexes: readonly number[]) => {
      const before = calls();
      await waitFor(() => indexes.every((index) => (calls()[index] ?? 0) >= (before[index] ?? 0) + 10), {
        what: `calls on ${indexes}`,
      });
    };
    await more([0, 1, 2]);
    await second.kill();
    await more([0, 2]);
    await third.kill();
    await more([0]);
    await second.restart();
    await third.restart();
    await more([0, 1, 2]);
    await steady.stop();
    expect(steady.failures).toEqual([]);
    expect(server.replicas().map(({ state, circuit }) => `${state} ${circuit}`)).toEqual(
      remote.servers.map(() => "ready closed"),
    );
    expect(server.replicas().map(({ url }) => url)).toEqual(remote.servers.map(({ url }) => url));
  });
});

describe("stdio instances of a server that computes", () => {
  const local = (log?: string): LineOptions => ({
    kind: "stdio",
    ...referenceServer({ tools: ["compute", "slow_write"], ...(log !== undefined && { log }) }),
    timeoutMs: 10_000,
  });

  async function timeOf(server: Awaited<ReturnType<typeof connect>>): Promise<number> {
    const start = performance.now();
    await Promise.all(Array.from({ length: 16 }, () => server.call("compute", { ms: 60 })));
    return performance.now() - start;
  }

  it("get more done the more they are", async () => {
    await using one = await connect(local());
    await using four = await connect({ ...local(), instances: 4 });
    expect((await timeOf(one)) / (await timeOf(four))).toBeGreaterThan(2);
  });

  it("lose nothing that is safe when one is killed under load, and run nothing else twice", async () => {
    const log = join(folder, "four");
    await using four = await connect({ ...local(log), instances: 4 });
    const computing = Array.from({ length: 24 }, () => four.call("compute", { ms: 40 }));
    const writing = Array.from({ length: 8 }, (_, n) =>
      four.call("slow_write", { ms: 200, key: String(n) }).catch((error: unknown) => error),
    );
    const started = () => readCallLog(log).filter(({ event }) => event === "start");
    await waitFor(() => started().length === 32);
    const [killed] = four.replicas();
    process.kill(killed?.pid as number, "SIGKILL");
    expect(await Promise.all(computing)).toEqual(computing.map(() => "computed for 40 ms"));
    const outcomes = await Promise.all(writing);
    expect(outcomes.filter((outcome) => OutcomeUnknownError.isInstance(outcome))).toHaveLength(2);
    const written = started().filter(({ tool }) => tool === "slow_write");
    expect(written).toHaveLength(8);
    await waitFor(() => four.replicas().every(({ state }) => state === "ready"));
    expect(four.replicas().map(({ pid }) => pid)).not.toContain(killed?.pid);
  });
});

describe("Streamable HTTP replicas of the modern era", () => {
  const modern = { transport: "http", era: "modern", tools: ["sleep", "pid", "grow"] } as const;

  it("keep a stream of notifications each, also when one is started anew", async () => {
    await using remote = await startAll(["d", "e"], modern);
    await using server = await connect({ ...remote.line, strategy: "round-robin" }, { protocol: "modern" });
    const names = () => server.toolset.tools.map(({ name }) => name).sort();
    const before = names();
    await server.call("grow", {});
    await waitFor(() => server.replicas().some(({ leftOut }) => leftOut?.includes("grown_1")));
    expect(names()).toEqual(before);
    await server.call("grow", {});
    await waitFor(() => names().includes("grown_1"));
    await remote.servers[1]?.restart();
    await waitFor(() => !names().includes("grown_1"));
    expect(names()).toEqual(before);
    await server.call("grow", {});
    await server.call("grow", {});
    await waitFor(() => names().includes("grown_1"));
  });

  it("are told when a call is cancelled, and tell of progress", async () => {
    await using remote = await startAll(["f", "g"], modern);
    await using server = await connect(remote.line, { protocol: "modern" });
    const stop = new AbortController();
    const sleep = server.toolset.get("sleep");
    const call = sleep?.invoke({ ms: 60_000 }, { signal: stop.signal });
    await waitFor(() => remote.calls(0, "sleep").length + remote.calls(1, "sleep").length === 1);
    stop.abort();
    await expect(call).rejects.toThrow();
    const logs = ["f", "g"].flatMap((name) => join(folder, `http-${name}`));
    await waitFor(() => logs.flatMap(readCallLog).some(({ event }) => event === "cancelled"));
    expect(await server.call("sleep", { ms: 10 })).toBe("slept 10 ms");
  });

  it("lose no call that is safe when one is killed", async () => {
    await using remote = await startAll(["h", "i"], modern);
    await using server = await connect(remote.line, { protocol: "modern" });
    const calls = Array.from({ length: 12 }, () => server.call("sleep", { ms: 200 }));
    await waitFor(() => remote.calls(0, "sleep").length + remote.calls(1, "sleep").length === 12);
    await remote.servers[0]?.kill();
    expect(await Promise.all(calls)).toEqual(calls.map(() => "slept 200 ms"));
  });
});
