import { runStopped } from "../errors/service-error.js";
import { Runs } from "./runs.js";

describe("Runs", () => {
  it("is idle when the last run has ended", async () => {
    const runs = new Runs();
    const [first, second] = [runs.begin(), runs.begin()];
    let idle: boolean | undefined;
    const waiting = runs.idleWithin(5_000).then((result) => {
      idle = result;
    });

    runs.end(first);
    await Promise.resolve();
    expect([runs.count, idle]).toEqual([1, undefined]);
    runs.end(second);
    await waiting;
    expect([runs.count, idle]).toEqual([0, true]);
  });

  it("says when it was not idle in time", async () => {
    const runs = new Runs();
    runs.begin();

    expect(await runs.idleWithin(10)).toBe(false);
    expect(await new Runs().idleWithin(0)).toBe(true);
  });

  it("aborts each run with the first reason", async () => {
    const runs = new Runs();
    const run = runs.begin();
    const reason = runStopped(1);

    runs.abortAll(reason);
    runs.abortAll(runStopped(2));

    expect(run.signal.reason).toBe(reason);
  });

  it("does not abort a run that ended before its time", async () => {
    const runs = new Runs();
    const run = runs.begin();
    run.limit(5);
    runs.end(run);
    await new Promise((resolve) => setTimeout(resolve, 15));

    expect(run.signal.aborted).toBe(false);
  });
});
