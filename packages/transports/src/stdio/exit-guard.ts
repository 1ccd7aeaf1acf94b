import { onExit } from "signal-exit";
import { killTreeSync } from "./process-tree.js";
import { Watchdog } from "./watchdog.js";

const guarded = new Set<number>();
let stopWatching: (() => void) | undefined;
let watchdog: Watchdog | undefined;

/** A process that ends with this one. */
export interface Guarded<Process> {
  readonly process: Process;
  /** It needs no guard any more: it has ended, and so has what it started. Resolves when nothing of the guard is left. */
  readonly release: () => Promise<void>;
}

/**
 * Starts a server in a process group of its own, which ends when this process ends: by its own end, `process.exit`, an
 * uncaught error, SIGINT, SIGTERM or SIGHUP; and, except on Windows, by SIGKILL. A program that handles a signal itself
 * keeps its say; its servers end when it does.
 */
export function startGuarded<Process extends { readonly pid?: number | undefined }>(
  start: () => Process,
): Guarded<Process> {
  const started = start();
  if (started.pid !== undefined) guard(started.pid);
  return { process: started, release: () => release(started.pid) };
}

function guard(pid: number): void {
  guarded.add(pid);
  if (watchdog?.isRunning) watchdog.watch(pid);
  // After the servers that are started together with this one: it takes time that they can use.
  else process.nextTick(ensureWatchdog);
  stopWatching ??= onExit(() => {
    for (const group of guarded) killTreeSync(group);
  });
}

function ensureWatchdog(): void {
  // With the first process of a container, the container ends.
  if (process.platform === "win32" || process.pid === 1) return;
  if (guarded.size === 0 || watchdog?.isRunning) return;
  try {
    watchdog = new Watchdog(guarded);
  } catch {
    // No process or file is left for it, and nobody waits here to be told: it is as where there is no shell. The next server tries again.
  }
}

async function release(pid: number | undefined): Promise<void> {
  if (pid !== undefined && guarded.delete(pid)) watchdog?.forget(pid);
  if (guarded.size > 0) return;
  stopWatching?.();
  stopWatching = undefined;
  const ending = watchdog;
  watchdog = undefined;
  await ending?.end();
}
