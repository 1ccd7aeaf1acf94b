import { onExit } from "signal-exit";
import { killTreeSync } from "./process-tree.js";

const guarded = new Set<number>();
let stopWatching: (() => void) | undefined;

/**
 * Ends a server's process group when this process ends: by its own end, `process.exit`, an uncaught error, SIGINT, SIGTERM
 * or SIGHUP. A program that handles a signal itself keeps its say; its servers end when it does.
 *
 * @returns a function that takes the guard away
 */
export function guardExit(pid: number): () => void {
  guarded.add(pid);
  stopWatching ??= onExit(() => {
    for (const group of guarded) killTreeSync(group);
  });
  return () => {
    guarded.delete(pid);
    if (guarded.size > 0) return;
    stopWatching?.();
    stopWatching = undefined;
  };
}
