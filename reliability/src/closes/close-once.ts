import { setTimeout as delay } from "node:timers/promises";
import { backTo, type Holdings } from "../measure/holdings.js";
import type { Random } from "../measure/random.js";
import type { Line } from "./line.js";
import type { Approach } from "./moment.js";

/** What one close did. */
export interface Closed {
  /** How long `close()` took, in milliseconds. */
  readonly tookMs: number;
  /** How long after it there was still something, in milliseconds. */
  readonly clearedMs: number;
  /** What was there after that, and what was never settled. */
  readonly problems: readonly string[];
}

/** What a close that hangs is given up after, in milliseconds. */
const closeLimitMs = 20_000;

/** How long the other side of a socket, and the system, may take to notice the end, in milliseconds. */
const clearLimitMs = 2_000;

/** Leads to a state, closes at a random moment of it, and looks for what is left. */
export async function closeOnce(
  line: Line,
  approach: Approach,
  { random, before }: { readonly random: Random; readonly before: Holdings },
): Promise<Closed> {
  const { close, team, asked } = await approach(line, random);
  const settled = Promise.all(asked).then(() => true);
  const start = performance.now();
  // Closing twice is closing once.
  const closed = Promise.all(random.oneIn(4) ? [close(), close()] : [close()]).then(() => true);
  const problems: string[] = [];
  if (!(await within(closed, closeLimitMs))) problems.push(`close() did not end in ${closeLimitMs} ms`);
  const tookMs = performance.now() - start;
  if (!(await within(settled, clearLimitMs))) problems.push("a call was never settled");
  for (const { state } of team?.servers ?? []) if (state !== "closed") problems.push(`the state is ${state}`);
  await line.letBack();
  const cleared = await backTo(before, clearLimitMs);
  return { tookMs, clearedMs: cleared.tookMs, problems: [...problems, ...cleared.left] };
}

/** Whether something comes in time. */
async function within(coming: Promise<boolean>, timeMs: number): Promise<boolean> {
  const waiting = new AbortController();
  const late = delay(timeMs, false, { signal: waiting.signal }).catch(() => false);
  const came = await Promise.race([coming, late]);
  waiting.abort();
  return came;
}
