import { setTimeout as delay } from "node:timers/promises";

/** A call, and nothing that has to be done with its result. */
export type Call = () => Promise<unknown>;

/** Makes calls one after the other. @returns how long each took, in milliseconds */
export async function oneByOne(call: Call, count: number): Promise<number[]> {
  const durations: number[] = [];
  for (let made = 0; made < count; made++) durations.push(await timed(call));
  return durations;
}

/**
 * Makes calls with a pause between them: both processes sleep before each, so the figure depends less on which of them is
 * awake than that of calls without pauses.
 *
 * @returns how long each took, in milliseconds
 */
export async function paced(call: Call, count: number, pauseMs: number): Promise<number[]> {
  const durations: number[] = [];
  for (let made = 0; made < count; made++) {
    await delay(pauseMs);
    durations.push(await timed(call));
  }
  return durations;
}

/** Makes calls so that a number of them is on its way at any time. */
export async function atOnce(call: Call, count: number, concurrent: number): Promise<void> {
  let left = count;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: concurrent }, caller));
}

/** @returns milliseconds */
export async function timed(work: Call): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
