import type { JSONRPCRequest } from "@modelcontextprotocol/client";
import { ConnectionError } from "../../src/errors/index.js";
import { limitedServer, timers } from "./support.js";

/** The times of the calls in which more than the limit lie within one window. */
function windowsOver(limit: number, windowMs: number, times: readonly number[]): number[] {
  return times.filter((time, index) => (times[index + limit] ?? Number.POSITIVE_INFINITY) - time < windowMs);
}

describe("a rate-limited server", () => {
  it("gets 100 calls at once as 10 per window, in their order; all are answered, cancelled ones never come", async () => {
    await using server = await limitedServer({ calls: 10, perMs: 400 });
    // A server that has just started takes longer for its first calls than the way to it varies.
    await server.call("first");
    const cancelling = new AbortController();
    const names = Array.from({ length: 100 }, (_, index) => `${index}`);
    const isCancelled = (name: string) => Number(name) % 10 === 9;
    const calls = names.map((name) =>
      server.call(name, isCancelled(name) && Number(name) > 10 ? { signal: cancelling.signal } : {}),
    );
    await server.noted(2);
    cancelling.abort();
    const outcomes = await Promise.allSettled(calls);
    const answered = names.filter((_, index) => outcomes[index]?.status === "fulfilled");
    expect(answered).toHaveLength(91);
    expect(server.calls()).toEqual(["first", ...answered]);
    expect(
      windowsOver(
        10,
        400,
        server.book("call").map(({ at }) => at),
      ),
    ).toEqual([]);
    expect(server.book("cancelled")).toEqual([]);
  });

  it("has no more calls at once than `concurrent`", async () => {
    await using server = await limitedServer({ concurrent: 2 });
    const names = ["hold 1", "hold 2", "hold 3", "hold 4", "hold 5"];
    const calls = names.map((name) => server.call(name));
    for (const running of [2, 4, 5]) {
      await server.noted(running);
      await server.client.listTools();
      expect(server.calls()).toEqual(names.slice(0, running));
      await server.release();
    }
    await Promise.all(calls);
  });

  it("is asked for lists, and pinged, while calls wait", async () => {
    await using server = await limitedServer({ concurrent: 1 });
    const held = await server.hold();
    const waiting = [
      server.client.readResource({ uri: "file:///a" }),
      server.client.getPrompt({ name: "p" }),
      server.client.complete({ ref: { type: "ref/prompt", name: "p" }, argument: { name: "a", value: "" } }),
    ];
    await server.client.listTools();
    expect(["resources/read", "prompts/get", "completion/complete"].flatMap(server.book)).toEqual([]);
    await server.release();
    await Promise.all([held.answer, ...waiting]);
    expect(
      ["resources/read", "prompts/get", "completion/complete"].map((what) => server.book(what).length),
    ).toEqual([1, 1, 1]);
  });

  it("never hears of a call whose deadline passes while it waits, nor of its cancelling", async () => {
    await using server = await limitedServer({ concurrent: 1 });
    const held = await server.hold();
    await expect(server.call("late", { timeout: 30 })).rejects.toThrow("Request timed out");
    await server.release();
    await held.answer;
    await server.call("next");
    expect(server.calls()).toEqual(["hold", "next"]);
    expect(server.book("cancelled")).toEqual([]);
  });

  it("never hears of a call whose signal is aborted while it waits", async () => {
    await using server = await limitedServer({ concurrent: 1 });
    const held = await server.hold();
    const leaving = new AbortController();
    const sent = server.transport.send(request("aborted"), { requestSignal: leaving.signal });
    leaving.abort();
    await sent;
    await server.transport.send(request("aborted before"), { requestSignal: AbortSignal.abort() });
    await server.release();
    await held.answer;
    await server.call("next");
    expect(server.calls()).toEqual(["hold", "next"]);
  });

  it("gets the next call when a running one is cancelled: it must not answer that any more", async () => {
    await using server = await limitedServer({ concurrent: 1 });
    const leaving = new AbortController();
    const cancelled = await server.hold({ signal: leaving.signal });
    const next = server.call("next");
    leaving.abort();
    await expect(cancelled.answer).rejects.toThrow();
    await next;
    expect(server.calls()).toEqual(["hold", "next"]);
    expect(server.book("cancelled")).toHaveLength(1);
  });

  it("refuses one call too many at once, with an error that says so", async () => {
    await using server = await limitedServer({ concurrent: 1, maxQueued: 2 });
    const held = await server.hold();
    const calls = ["first", "second"].map((name) => server.call(name));
    const error: unknown = await server.call("third").catch((reason: unknown) => reason);
    expect(ConnectionError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ effect: "none", server: "files", hint: /raise `rateLimit\.maxQueued`/ });
    expect(String(error)).toContain(
      'Server "files" has 2 calls waiting for its rate limit, and no more may wait (rateLimit.maxQueued: 2)',
    );
    await server.release();
    await Promise.all([held.answer, ...calls]);
    expect(server.calls()).toEqual(["hold", "first", "second"]);
  });

  it.each(["is closed", "dies"])("that %s: calls that waited know that they were never sent", async (how) => {
    const before = timers();
    await using server = await limitedServer({ calls: 1, perMs: 60_000 });
    const { transport } = server;
    await server.call("first");
    const waiting = [server.transport.send(request("second")), server.transport.send(request("third"))];
    const settled = Promise.allSettled(waiting);
    expect(timers()).toBeGreaterThan(before);
    if (how === "dies") process.kill(transport.pid as number, "SIGKILL");
    else await transport.close();
    for (const outcome of await settled) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "CONNECTION", effect: "none" } });
    }
    await transport.close();
    expect(timers()).toBe(before);
    await expect(server.transport.send(request("after"))).rejects.toThrow('Server "files" was lost');
  });

  it("that dies tells the client's calls apart: the one that ran, and the one that waited", async () => {
    await using server = await limitedServer({ concurrent: 1 });
    const ran = server.call("crash");
    const waited = server.call("waits");
    await expect(ran).rejects.toThrow("Connection closed");
    await expect(waited).rejects.toMatchObject({ code: "CONNECTION", effect: "none" });
  });

  it("tells about itself what the line below tells", async () => {
    await using server = await limitedServer({ concurrent: 1 });
    expect(server.transport).toMatchObject({
      kind: "stdio",
      pid: expect.any(Number),
      hasPerRequestStream: false,
    });
    expect(server.transport.status).toBeUndefined();
    expect(server.transport.explain(undefined, "call").message).toContain('Server "files" was lost');
  });
});

let ids = 1_000;

function request(name: string): JSONRPCRequest {
  return { jsonrpc: "2.0", id: ids++, method: "tools/call", params: { name, arguments: {} } };
}
