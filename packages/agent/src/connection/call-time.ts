import { SdkError, SdkErrorCode } from "@modelcontextprotocol/client";

/** The limits of one call, where they are not the server's. */
export interface CallLimits {
  /** The time without an answer or progress, in milliseconds. */
  readonly callTimeoutMs?: number;
  /** The time in all, in milliseconds. */
  readonly maxCallTimeoutMs?: number;
}

/**
 * The time that a call may take: so long without a sign of life, and so long in all. It does not run while a person is
 * asked, because the server has to wait, too. The SDK has such limits, but cannot hold them.
 */
export class CallTime implements Disposable {
  /** Aborts when the time is up, or when the caller's own signal does. */
  readonly signal: AbortSignal;
  readonly limits: CallLimits;
  readonly #timeUp = new AbortController();
  #exceeded: keyof CallLimits | undefined;
  #idle: NodeJS.Timeout | undefined;
  #total: NodeJS.Timeout | undefined;
  #totalLeftMs: number | undefined;
  #runningSince = 0;
  #holds = 0;

  constructor(limits: CallLimits, signal: AbortSignal | undefined) {
    this.limits = limits;
    this.#totalLeftMs = limits.maxCallTimeoutMs;
    const { signal: timeUp } = this.#timeUp;
    this.signal = signal ? AbortSignal.any([signal, timeUp]) : timeUp;
    this.#run();
  }

  /** The limit that was passed. */
  get exceeded(): keyof CallLimits | undefined {
    return this.#exceeded;
  }

  /** Whether a person is asked at this moment. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  /** The server has shown that it works: the time without a sign of life starts anew. */
  restart(): void {
    if (this.#idle) this.#startIdle();
  }

  /** Holds the time until the returned object is disposed. */
  hold(): Disposable {
    if (this.#holds === 0) this.#stop();
    this.#holds += 1;
    let isHeld = true;
    return {
      [Symbol.dispose]: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#holds -= 1;
        if (this.#holds === 0) this.#run();
      },
    };
  }

  [Symbol.dispose](): void {
    // A hold that is given up later starts nothing.
    this.#holds = Number.POSITIVE_INFINITY;
    this.#stop();
  }

  #run(): void {
    this.#runningSince = performance.now();
    this.#startIdle();
    if (this.#totalLeftMs !== undefined)
      this.#total = setTimeout(() => this.#end("maxCallTimeoutMs"), this.#totalLeftMs);
  }

  #stop(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#total);
    this.#idle = undefined;
    if (this.#totalLeftMs !== undefined)
      this.#totalLeftMs = Math.max(0, this.#totalLeftMs - (performance.now() - this.#runningSince));
  }

  #startIdle(): void {
    clearTimeout(this.#idle);
    const { callTimeoutMs } = this.limits;
    if (callTimeoutMs !== undefined) this.#idle = setTimeout(() => this.#end("callTimeoutMs"), callTimeoutMs);
  }

  #end(limit: keyof CallLimits): void {
    this.#exceeded = limit;
    this.#stop();
    this.#timeUp.abort(new SdkError(SdkErrorCode.RequestTimeout, "Request timed out"));
  }
}
