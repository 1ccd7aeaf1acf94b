import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Connection } from "./connection.js";

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

/** When to stop, and where to tell of it. */
export interface RetryOptions {
  readonly signal: AbortSignal;
  readonly logger?: Logger;
}

/** Whenever a server has failed, connects to it again and again until it comes or the signal says stop. */
export function retryInBackground(connection: Connection, { signal, logger }: RetryOptions): void {
  let retrying = false;
  const retry = async () => {
    if (retrying || connection.state !== "failed") return;
    retrying = true;
    logger?.warn({ server: connection.name, err: connection.lastError }, "server skipped; it is tried again");
    await connectAgain(connection, signal);
    retrying = false;
  };
  connection.events.on("state", retry);
  void retry();
}

async function connectAgain(connection: Connection, signal: AbortSignal): Promise<void> {
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
