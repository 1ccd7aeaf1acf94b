import { setTimeout as delay } from "node:timers/promises";
import { TimeoutError } from "@mcp-team/transports";
import { isAlive } from "./is-alive.js";

const pollMs = 10;

/** How long to wait. */
export interface WaitOptions {
  /** In milliseconds. @default 5000 */
  readonly timeoutMs?: number;
  /** What is waited for, for the error. @default "the condition" */
  readonly what?: string;
}

/**
 * Waits until a condition holds, for things that have no event: looks every 10 ms.
 *
 * @param condition - is called until it returns something truthy, which is the result
 * @throws {@link TimeoutError} when it does not hold in time
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 5000, what = "the condition" }: WaitOptions = {},
): Promise<Exclude<T, false | null | undefined | 0 | "">> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value as Exclude<T, false | null | undefined | 0 | "">;
    if (performance.now() >= end) {
      throw new TimeoutError(`Waited ${timeoutMs} ms for ${what}, in vain`, { timeoutMs });
    }
    await delay(pollMs);
  }
}

/**
 * Waits until a process has ended.
 *
 * @param pid - the process id
 * @param timeoutMs - how long to wait, in milliseconds
 * @throws {@link TimeoutError} when it is still alive then
 */
export async function waitForExit(pid: number, timeoutMs = 5000): Promise<void> {
  await waitFor(() => !isAlive(pid), { timeoutMs, what: `process ${pid} to end` });
}
