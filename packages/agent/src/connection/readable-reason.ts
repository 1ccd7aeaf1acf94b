/** The reason of an abort, or a sentence in its place where it has no form as a text: callers abort with whatever they like. */
export function readableReason(reason: unknown): unknown {
  try {
    String(reason);
    return reason;
  } catch {
    return "The caller gave no reason that can be read.";
  }
}

/** A signal that goes by another one until it is disposed of. */
export interface ReadableSignal extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * A signal that aborts when another one does, and always for a readable reason. The SDK's client makes a text of it, in a
 * listener, where nobody could catch that there is none: that would end the program.
 */
export function readableSignal(from: AbortSignal): ReadableSignal {
  const controller = new AbortController();
  const abort = () => controller.abort(readableReason(from.reason));
  if (from.aborted) abort();
  else from.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => from.removeEventListener("abort", abort),
  };
}
