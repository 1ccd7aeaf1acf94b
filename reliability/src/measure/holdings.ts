import { setTimeout as delay } from "node:timers/promises";
import { descendantsOf, openHandles } from "@mcp-team/testing";
import { census } from "./census.js";

/** What this process has: by kind what keeps it alive, all its resources, and the processes that it started. */
export interface Holdings {
  readonly counts: Readonly<Record<string, number>>;
  readonly processes: readonly number[];
}

export async function holdings(): Promise<Holdings> {
  const processes = await descendantsOf(process.pid);
  const active = Object.entries(openHandles()).map(([kind, count]) => [`active ${kind}`, count]);
  return { counts: { ...Object.fromEntries(active), ...census() }, processes };
}

/** What there is now and was not before: `["2 Timeout", "process 4711"]`. */
export function surplus(before: Holdings, now: Holdings): string[] {
  const more = Object.entries(now.counts).flatMap(([kind, count]) => {
    const extra = count - (before.counts[kind] ?? 0);
    return extra > 0 ? [`${extra} ${kind}`] : [];
  });
  const started = now.processes.filter((pid) => !before.processes.includes(pid));
  return [...more, ...started.map((pid) => `process ${pid}`)];
}

/** How it ended to wait until nothing is left. */
export interface Cleared {
  readonly left: readonly string[];
  readonly tookMs: number;
}

const pollMs = 2;

/**
 * Waits until there is no more than before.
 *
 * @param timeoutMs - how long, at most
 */
export async function backTo(before: Holdings, timeoutMs: number): Promise<Cleared> {
  const start = performance.now();
  for (;;) {
    const left = surplus(before, await holdings());
    const tookMs = performance.now() - start;
    if (left.length === 0 || tookMs >= timeoutMs) return { left, tookMs };
    await delay(pollMs);
  }
}
