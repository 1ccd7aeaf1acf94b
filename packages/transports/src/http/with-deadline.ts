/** What ends a piece of work before it is done. */
export interface Deadline {
  /** In milliseconds. Without it the work may take its time. */
  readonly ms: number | undefined;
  /** Ends the work too, with its reason. */
  readonly signal: AbortSignal;
  /** Makes the error for work that took too long. */
  readonly late: () => Error;
}

/**
 * Runs work that is aborted when it takes too long, or when something greater ends. Nothing is left when it
 * has settled.
 *
 * @throws the work's own error, or the reason it was aborted for
 */
export async function withDeadline<T>(
  { ms, signal, late }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  if (ms === undefined) return endedBy(signal, () => work(signal));
  const deadline = new AbortController();
  const either = AbortSignal.any([signal, deadline.signal]);
  const timer = setTimeout(() => deadline.abort(late()), ms);
  try {
    return await endedBy(either, () => work(either));
  } finally {
    clearTimeout(timer);
  }
}

async function endedBy<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // What comes out of an aborted request is at best a copy of the reason.
    throw signal.aborted ? signal.reason : error;
  }
}
