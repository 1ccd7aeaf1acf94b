import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Connection } from "./connection.js";
import { untilReady } from "./until-ready.js";

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** How long to try, and from when on. */
interface TryAgainOptions {
  /** Whether it is still wanted: asked before each attempt. @default always */
  readonly isWanted?: () => boolean;
  /** Whether the first attempt is made without a pause. @default false */
  readonly atOnce?: boolean;
  /** Told of each attempt that failed. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Asks a server for something that it had granted before, until it does so again. Pauses grow between the attempts; they end early
 * when the connection is made anew.
 *
 * @returns what came of it, or nothing when the connection was closed, or it is not wanted any more
 */
export async function tryAgain<T>(
  connection: Connection,
  attempt: () => Promise<T>,
  { isWanted = () => true, atOnce = false, onFailure }: TryAgainOptions = {},
): Promise<T | undefined> {
  let pauseMs = firstPauseMs;
  if (!atOnce) await pauseOf(connection, pauseMs);
  for (;;) {
    await untilReady(connection);
    if (connection.state === "closed" || !isWanted()) return undefined;
    try {
      return await attempt();
    } catch (error) {
      onFailure?.(error);
    }
    await pauseOf(connection, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

async function pauseOf(connection: Connection, pauseMs: number): Promise<void> {
  const done = new AbortController();
  const { signal } = done;
  await Promise.race([
    delay(pauseMs, undefined, { ref: false, signal }),
    once(connection.events, "connected", { signal }),
  ]);
  done.abort();
}
