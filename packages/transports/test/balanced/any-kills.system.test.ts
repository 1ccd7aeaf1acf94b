import { setTimeout as delay } from "node:timers/promises";
import { OutcomeUnknownError } from "../../src/errors/index.js";
import { connectLocal, type LineKind } from "./support.js";

/** The same sequence for the same seed. Source: Lehmer's generator with Park and Miller's numbers. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** It may have ended a moment ago, by the kill before. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

describe.each<LineKind>(["lines", "bare transports"])(
  "replicas that are killed at any moment, over %s",
  (line) => {
    it.each([1, 2])(
      "answer every call that is safe, and run each other one at most once, with seed %i",
      async (seed) => {
        const next = random(seed);
        // Nothing is at its end because it was hit too often.
        await using test = await connectLocal([{}, {}, {}], { line, maxSends: 100, maxAttempts: 1_000 });
        let goesOn = true;
        let calls = 0;
        const failures: unknown[] = [];
        const work = async (safe: boolean) => {
          while (goesOn) {
            calls += 1;
            const ms = Math.round(next() * 30);
            const call = safe ? test.call("sleep", { ms }) : test.call("write", { ms, n: calls });
            const outcome = await call.catch((error: unknown) => error);
            const isFine = outcome === `slept ${ms} ms` || (!safe && OutcomeUnknownError.isInstance(outcome));
            if (isFine) continue;
            failures.push(outcome);
            // Calls that fail at once, of a pool that a failed test has closed, too, would leave no time for anything else.
            goesOn = false;
          }
        };
        const working = [true, true, true, true, false, false].map(work);
        for (let kills = 0; kills < 15; kills += 1) {
          await delay(next() * 80);
          const pids = test.pids().filter((pid) => pid !== undefined);
          const pid = pids[Math.floor(next() * pids.length)];
          if (pid !== undefined) kill(pid);
        }
        await test.allReady();
        goesOn = false;
        await Promise.all(working);
        expect(failures).toEqual([]);
        const written = test.notes("write").map(({ input }) => input?.n);
        expect(new Set(written).size).toBe(written.length);
        expect(calls).toBeGreaterThan(20);
      },
    );
  },
);
