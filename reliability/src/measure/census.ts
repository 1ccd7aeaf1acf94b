import { createHook } from "node:async_hooks";

/** Resources that can be left behind: timers, processes, pipes, sockets, servers, watchers. */
const counted = /^Timeout$|^PROCESSWRAP$|^PIPE|^TCP|^TLSWRAP$|^UDPWRAP$|^FSEVENTWRAP$|^STATWATCHER$|^WORKER$/;

/** Those that are there now. The ids of async_hooks are numbers that never come back. */
const alive = new Map<number, string>();

const hook = createHook({
  init(id, type) {
    if (counted.test(type)) alive.set(id, type);
  },
  destroy(id) {
    alive.delete(id);
  },
});

/** Begins to count, for the life of the program. What was there before is not counted. */
export function beginCensus(): void {
  hook.enable();
}

/**
 * How many resources of each kind are there, those included that do not keep the process alive:
 * `process.getActiveResourcesInfo()` knows nothing of a timer or socket that was told `unref()`.
 */
export function census(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const type of alive.values()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
