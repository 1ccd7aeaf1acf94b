/** A time limit, as a signal that aborts when the time is up. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
}

/** Begins a time limit. `AbortSignal.timeout()` would leave its timer behind until the time is up, whatever came of it. */
export function deadlineAfter(ms: number): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}
