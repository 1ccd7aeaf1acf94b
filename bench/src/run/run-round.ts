import type { Round } from "../results/summarize.js";
import { type BlockOrder, RunningBlock } from "../worker/running-block.js";
import { shuffled } from "./schedule.js";

/**
 * Runs a block of each subject. One of them goes on at a time, until it rests; all of them in turns, in an order that is another one
 * each time.
 */
export async function runRound(orders: readonly BlockOrder[]): Promise<Round> {
  const ended: Record<string, Round[string]> = {};
  let running = orders.map((order) => new RunningBlock(order));
  while (running.length > 0) {
    for (const block of shuffled(running)) {
      const end = await block.goOn();
      if (end) ended[block.subject] = end;
    }
    running = running.filter(({ subject }) => !(subject in ended));
  }
  return ended;
}
