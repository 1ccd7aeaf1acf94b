import { setTimeout as delay } from "node:timers/promises";
import type { Connection } from "./connection.js";

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

/** Connects to a skipped server again and again, at growing intervals, until it comes or the signal says stop. */
export async function retryInBackground(connection: Connection, signal: AbortSignal): Promise<void> {
  for (
    let ceilingMs = firstDelayMs;
    connection.state === "failed";
    ceilingMs = Math.min(ceilingMs * 2, longestDelayMs)
  ) {
    // Spread over the second half of the interval, so that many teams do not come back at the same moment.
    const pauseMs = ceilingMs * (0.5 + Math.random() / 2);
    try {
      await delay(pauseMs, undefined, { signal, ref: false });
      await connection.connect(signal);
    } catch {
      // The connection keeps the reason, and the loop ends when it is closed.
    }
  }
}
