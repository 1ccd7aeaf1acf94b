import { setTimeout as delay } from "node:timers/promises";

/** What this process holds after everything that can be freed was freed, in bytes. It has to run with `--expose-gc`. */
export async function heldBytes(): Promise<number> {
  for (let pass = 0; pass < 3; pass++) {
    global.gc?.();
    // What is freed in one pass may let go of more in the next.
    await delay(10);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
