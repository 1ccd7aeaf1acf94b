import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FaultProxy, readCallLog, startFaultProxy, startServer, waitFor } from "@mcp-team/testing";
import { OutcomeUnknownError } from "@mcp-team/transports";
import { startTeam } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "remote-faults-"));
afterAll(() => rmSync(folder, { recursive: true }));

const kinds = [
  ["SSE", "sse", "legacy"],
  ["Streamable HTTP", "http", "legacy"],
  ["Streamable HTTP of 2026", "http", "modern"],
] as const;

/** A team over a server behind a proxy, and the log of the calls that the server ran. */
async function behindProxy(kind: "sse" | "http", era: "legacy" | "modern") {
  const log = join(folder, `${kind}-${era}-${Math.random()}.log`);
  const server = await startServer({ transport: kind, era, log });
  const proxy = await startFaultProxy({ target: server.url });
  const reconnect = { initialDelayMs: 20, maxDelayMs: 100, maxAttempts: 100 };
  const options = { kind, url: proxy.url(), timeoutMs: 3_000, sseReadTimeoutMs: 300, reconnect } as const;
  const test = await startTeam({ server: options });
  const call = (tool: string, args: Record<string, unknown> = {}) =>
    test.toolset.get(tool)?.invoke(args) as Promise<string>;
  const runs = (tool: string) =>
    readCallLog(log).filter((entry) => entry.tool === tool && entry.event === "start").length;
  const dispose = async () => {
    proxy.resume();
    await test[Symbol.asyncDispose]();
    await proxy.stop();
    await server.stop();
  };
  return { ...test, proxy, server, call, runs, [Symbol.asyncDispose]: dispose };
}

/** Holds the answers back until the server has run a call, then cuts all connections. */
async function cutBeforeAnswer(proxy: FaultProxy, ran: () => boolean): Promise<void> {
  await waitFor(ran);
  proxy.cut();
  proxy.resume();
}

describe.each(kinds)("%s through a network that fails", (_, kind, era) => {
  it("cut while idle: the next call is answered", async () => {
    await using test = await behindProxy(kind, era);
    test.proxy.cut();
    expect(await test.call("add", { a: 2, b: 3 })).toBe("5");
    expect(test.team.servers[0]?.state).toBe("ready");
  });

  it("cut before the answer: a call that can be repeated is repeated", async () => {
    await using test = await behindProxy(kind, era);
    test.proxy.stall("down");
    const call = test.call("add", { a: 2, b: 3 });
    await cutBeforeAnswer(test.proxy, () => test.runs("add") === 1);
    expect(await call).toBe("5");
  });

  it("cut before the answer: one that cannot is an unknown outcome, and ran once", async () => {
    await using test = await behindProxy(kind, era);
    test.proxy.stall("down");
    const call = test.call("counter").catch((error: unknown) => error);
    await cutBeforeAnswer(test.proxy, () => test.runs("counter") === 1);
    expect(OutcomeUnknownError.isInstance(await call)).toBe(true);
    expect(await test.call("add", { a: 1, b: 1 })).toBe("2");
    expect(test.runs("counter")).toBe(1);
  });

  it("cut in the middle of the answer: a call that can be repeated is repeated", async () => {
    await using test = await behindProxy(kind, era);
    test.proxy.cutAfter(500_000, "down", "each");
    const call = test.call("big", { bytes: 1_000_000 });
    await test.proxy.passed(400_000, "down");
    test.proxy.cutAfter(Number.POSITIVE_INFINITY);
    expect((await call).length).toBe(1_000_000);
  });

  it("stalled without a byte: the line is given up and made anew, and nothing is lost", async () => {
    await using test = await behindProxy(kind, era);
    test.proxy.stall();
    const call = test.call("add", { a: 2, b: 3 });
    await waitFor(() => test.team.servers[0]?.state === "reconnecting");
    test.proxy.resume();
    test.proxy.cut();
    expect(await call).toBe("5");
  });

  it("the server was restarted and knows no session: calls are answered by the new one", async () => {
    await using test = await behindProxy(kind, era);
    await using restarted = await startServer({ transport: kind, era });
    test.proxy.retarget(restarted.url);
    test.proxy.cut();
    const calls = Array.from({ length: 8 }, (_, index) => test.call("add", { a: index, b: 1 }));
    expect(await Promise.all(calls)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
    expect(await test.call("pid")).toBe(String(restarted.pid));
  });

  it("is left alone when it is idle and healthy, or works longer than the silence", async () => {
    await using test = await behindProxy(kind, era);
    const states: string[] = [];
    test.team.on("state", ({ state }) => states.push(state));
    expect(await test.call("sleep", { ms: 1_200 })).toBe("slept 1200 ms");
    expect(states).toEqual([]);
  });
});
