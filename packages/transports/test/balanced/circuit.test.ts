import { setTimeout as delay } from "node:timers/promises";
import { connectLocal, until } from "./support.js";

const circuit = { maxFailures: 2, retryAfterMs: 200, maxRetryAfterMs: 200 };

async function withStalled(policy = circuit) {
  const test = await connectLocal([{}, {}], { strategy: "round-robin", circuit: policy });
  await test.allReady();
  const [stalled, other] = test.pids() as [number, number];
  process.kill(stalled, "SIGSTOP");
  const outcome = () => test.call("pid", {}, { timeout: 100 }).catch(() => "late");
  return { ...test, stalled, other, outcome };
}

describe("a replica that is there and does not answer", () => {
  it("gets no calls after some failures, a trial after a while, and all its calls when that is answered", async () => {
    await using test = await withStalled();
    const first = [await test.outcome(), await test.outcome(), await test.outcome(), await test.outcome()];
    expect(first.filter((each) => each === "late")).toHaveLength(2);
    expect(test.replica(0)).toMatchObject({ state: "ready", circuit: "open" });
    const rest = [await test.outcome(), await test.outcome(), await test.outcome(), await test.outcome()];
    expect(rest).toEqual(rest.map(() => String(test.other)));
    await delay(circuit.retryAfterMs);
    const trials = [await test.outcome(), await test.outcome(), await test.outcome()];
    expect(trials.filter((each) => each === "late")).toHaveLength(1);
    expect(test.replica(0).circuit).toBe("open");
    process.kill(test.stalled, "SIGCONT");
    await delay(circuit.retryAfterMs);
    await until(() => {
      void test.outcome();
      return test.replica(0).circuit === "closed";
    });
    expect(new Set([await test.outcome(), await test.outcome()]).size).toBe(2);
  });

  it("is better than none", async () => {
    await using test = await withStalled({ ...circuit, retryAfterMs: 60_000, maxRetryAfterMs: 60_000 });
    for (let calls = 0; calls < 4; calls += 1) await test.outcome();
    expect(test.replica(0).circuit).toBe("open");
    process.kill(test.stalled, "SIGCONT");
    process.kill(test.other, "SIGSTOP");
    for (let calls = 0; calls < 8; calls += 1) await test.outcome();
    expect(test.replica(1).circuit).toBe("open");
    expect(await test.outcome()).toBe(String(test.stalled));
    process.kill(test.other, "SIGCONT");
  });
});

describe("what is not a failure of the replica", () => {
  it("is the error of a tool, or a call that is cancelled", async () => {
    await using test = await connectLocal([{}], { circuit });
    for (let calls = 0; calls < 5; calls += 1) {
      expect(await test.call("fail")).toBe("no such file");
      const stop = new AbortController();
      const call = test.call("hang", {}, { signal: stop.signal });
      await until(() => test.replica(0).inFlight === 1);
      stop.abort();
      await expect(call).rejects.toThrow();
    }
    expect(test.replica(0).circuit).toBe("closed");
  });

  it("is many calls lost at once: the replica was killed once", async () => {
    await using test = await connectLocal([{}, {}], { circuit });
    await test.allReady();
    const calls = Array.from({ length: 12 }, () => test.call("sleep", { ms: 100 }));
    await until(() => test.notes("sleep").length === 12);
    process.kill(test.pids()[0] as number, "SIGKILL");
    await Promise.all(calls);
    expect(test.replica(0).circuit).toBe("closed");
  });
});
