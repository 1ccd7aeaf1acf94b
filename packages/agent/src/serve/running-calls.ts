import { ConnectionError, TimeoutError } from "@mcp-team/transports";

/** How long a call that was aborted has to end, in milliseconds. A tool that ignores its signal is not waited for. */
const abortGraceMs = 1_000;

/** The calls that a served team works on, so that they can be waited for, and ended. */
export class RunningCalls {
  readonly #stop = new AbortController();
  readonly #timeoutMs: number | undefined;
  readonly #running = new Set<Promise<unknown>>();
  #draining = false;

  /** @param timeoutMs - how long a call may run, in milliseconds */
  constructor(timeoutMs?: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** Whether no call is taken any more. */
  get draining(): boolean {
    return this.#draining;
  }

  /** Runs a call. Its signal aborts when one of the caller's does, and when time is up. */
  async run<T>(signals: readonly AbortSignal[], call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const timeoutMs = this.#timeoutMs;
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(() => late.abort(tooLong(timeoutMs)), timeoutMs);
    const running = call(AbortSignal.any([...signals, this.#stop.signal, late.signal]));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      clearTimeout(timer);
      this.#running.delete(running);
    }
  }

  /** Takes no more calls, waits for those that run, and aborts what is left. @param timeoutMs - how long to wait */
  async drain(timeoutMs: number): Promise<void> {
    this.#draining = true;
    const ended = Promise.allSettled(this.#running);
    await within(ended, timeoutMs);
    this.#stop.abort(
      new ConnectionError("The served team was closed.", { hint: "Ask again when it is back." }),
    );
    await within(ended, abortGraceMs);
  }
}

function tooLong(timeoutMs: number): TimeoutError {
  return new TimeoutError(`The call took longer than ${timeoutMs} ms and was stopped.`, { timeoutMs });
}

async function within(promise: Promise<unknown>, timeMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeMs);
  });
  await Promise.race([promise, timeUp]);
  clearTimeout(timer);
}
