/** Waits for work, but not for longer than until a signal aborts: then it rejects with the signal's reason. */
export async function settledOrAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | null | undefined,
): Promise<T> {
  if (!signal) return work;
  work.catch(() => {});
  signal.throwIfAborted();
  // Any number of requests may share the signal: a listener of each would look like a leak.
  const own = AbortSignal.any([signal]);
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(own.reason);
    own.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    own.removeEventListener("abort", abort);
  }
}
