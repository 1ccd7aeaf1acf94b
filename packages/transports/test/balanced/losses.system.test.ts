import { rmSync, writeFileSync } from "node:fs";
import { ConnectionError, OutcomeUnknownError } from "../../src/errors/index.js";
import { reconnectDefaults } from "../../src/reconnecting/options.js";
import { connectLocal, type LineKind, temporaryFolder, until } from "./support.js";

const two = [{}, {}];
const times = (count: number) => Array.from({ length: count });

describe.each<LineKind>(["lines", "bare transports"])("a replica that is lost, of %s", (line) => {
  it("loses no call that is safe to repeat: others answer it, at once", async () => {
    await using test = await connectLocal([{}, {}, {}], { line });
    await test.allReady();
    const calls = times(30).map(() => test.call("sleep", { ms: 200 }));
    await until(() => test.notes("sleep").length === 30);
    const [killed] = test.pids() as [number];
    process.kill(killed, "SIGKILL");
    expect(await Promise.all(calls)).toEqual(times(30).map(() => "slept 200 ms"));
    expect(test.notes("sleep")).toHaveLength(40);
    expect(test.notes("sleep").filter(({ pid }) => pid === killed)).toHaveLength(10);
    await test.allReady();
    const pids = await test.answeredBy(6);
    expect(new Set(pids)).toEqual(new Set(test.pids()));
    expect(pids).not.toContain(killed);
  });

  it("leaves the outcome of other calls unknown, and nobody runs them again", async () => {
    await using test = await connectLocal(two, { line });
    await test.allReady();
    const calls = times(6).map((_, n) => test.call("write", { ms: 300, n }).catch((error: unknown) => error));
    await until(() => test.notes("write").length === 6);
    const [killed] = test.pids() as [number];
    process.kill(killed, "SIGKILL");
    const outcomes = await Promise.all(calls);
    const unknown = outcomes.filter((outcome) => OutcomeUnknownError.isInstance(outcome));
    expect(unknown).toHaveLength(3);
    expect((unknown[0] as Error).message).toMatch(
      /^Server "files" was lost while it worked on tool "write", so it is not known whether it had an effect\. Server "files" was lost: .*SIGKILL/,
    );
    expect(outcomes.filter((outcome) => outcome === "slept 300 ms")).toHaveLength(3);
    await test.allReady();
    await test.answeredBy(2);
    const numbers = test.notes("write").map(({ input }) => input?.n);
    expect([...numbers].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("is not brought down for ever by a call that ends each server that takes it", async () => {
    await using test = await connectLocal([{}, {}, {}, {}], { line });
    await test.allReady();
    const error: unknown = await test.call("crash").catch((reason: unknown) => reason);
    expect(ConnectionError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(/was lost each time it worked on tool "crash"/);
    expect((error as Error).message.match(/each time/g)).toHaveLength(1);
    expect(test.notes("crash")).toHaveLength(reconnectDefaults.maxSends);
    await test.allReady();
    expect(new Set(await test.answeredBy(4)).size).toBe(4);
  });
});

describe("when no replica is ready", () => {
  it("a call waits for the first that comes back", async () => {
    await using test = await connectLocal([{}, { startDelayMs: 400 }]);
    await test.allReady();
    for (const pid of test.pids() as number[]) process.kill(pid, "SIGKILL");
    await until(() => test.transport.status?.state === "reconnecting");
    const answers = await Promise.all(times(8).map(() => test.call("pid")));
    expect(test.replica(1).state).toBe("reconnecting");
    expect(new Set(answers)).toEqual(new Set([String(test.replica(0).pid)]));
  });

  it("a call that is withdrawn meanwhile is sent to none", async () => {
    await using test = await connectLocal([{ startDelayMs: 200 }, { startDelayMs: 200 }]);
    await test.allReady();
    for (const pid of test.pids() as number[]) process.kill(pid, "SIGKILL");
    await until(() => test.transport.status?.state === "reconnecting");
    const stop = new AbortController();
    const call = test.call("write", {}, { signal: stop.signal });
    stop.abort();
    await expect(call).rejects.toThrow();
    await test.allReady();
    await test.answeredBy(2);
    expect(test.notes("write")).toEqual([]);
  });

  it.each<LineKind>(["lines", "bare transports"])(
    "nor on its way, calls fail at once with every reason, after one attempt; mended ones are found, of %s",
    async (line) => {
      const folder = temporaryFolder();
      const [one, other] = [folder.file("one"), folder.file("other")] as const;
      await using test = await connectLocal([{ brokenWhile: one }, { brokenWhile: other }], {
        line,
        maxAttempts: 1,
        // Nothing but a call brings them back.
        initialDelayMs: 2_000_000_000,
        maxDelayMs: 2_000_000_000,
      });
      await test.allReady();
      writeFileSync(one, "");
      writeFileSync(other, "");
      for (const pid of test.pids() as number[]) process.kill(pid, "SIGKILL");
      await until(() => test.transport.status?.state === "failed");
      const start = performance.now();
      const errors = await Promise.all(times(5).map(() => test.call("pid").catch((error: unknown) => error)));
      expect(performance.now() - start).toBeLessThan(2_000);
      for (const error of errors) {
        expect(error).toMatchObject({ code: "CONNECTION", effect: "none" });
        expect((error as Error).message).toMatch(
          /^No replica of server "files" could be reached again, so nothing was sent\.\n {2}- replica 1: Server "files" did not start: .*the disk is full.*- replica 2: Server "files" did not start: .*the disk is full/s,
        );
      }
      rmSync(one);
      expect(await test.call("pid")).toBe(String(test.replica(0).pid));
      expect(test.transport.status).toMatchObject({ state: "ready" });
      folder.remove();
    },
  );
});
