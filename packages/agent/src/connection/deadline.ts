/** A time limit, as a signal that aborts when the time is up. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Begins a time limit. When the time is up, what has arrived by then is read first: a program that was busy for that long has not
 * looked yet.
 *
 * `AbortSignal.timeout()` would leave its timer behind until the time is up, whatever came of it.
 */
export function deadlineAfter(ms: number): Deadline {
  const controller = new AbortController();
  let late: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    late = setImmediate(() => controller.abort());
  }, ms);
  const end = () => {
    clearTimeout(timer);
    clearImmediate(late);
  };
  return { signal: controller.signal, [Symbol.dispose]: end };
}
