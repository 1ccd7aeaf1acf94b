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
  const deadline = new AbortController();
  // Any number of pieces of work may share the signal: a listener of each would look like a leak.
  const either = AbortSignal.any([signal, deadline.signal]);
  const timer = ms === undefined ? undefined : setTimeout(() => deadline.abort(late()), ms);
  try {
    return await work(either);
  } catch (error) {
    // What comes out of an aborted request is at best a copy of the reason.
    throw either.aborted ? either.reason : error;
  } finally {
    clearTimeout(timer);
  }
}
