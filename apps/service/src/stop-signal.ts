/**
 * Listens for SIGTERM and SIGINT. The first one aborts the signal; another one ends the process at once, as somebody who
 * presses Ctrl-C again wants it.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort(name);
  };
  // Kept for good: with no listener of ours left, the guard of the servers' processes would end them in the middle of the drain.
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  return controller.signal;
}

/** Resolves when a signal is aborted. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
