import { SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import { Alarm } from "./alarm.js";
import { type ReadableSignal, readableSignal } from "./readable-reason.js";

/** The limits of one call, where they are not the server's. */
export interface CallLimits {
  /** The time without an answer or progress, in milliseconds. */
  readonly callTimeoutMs?: number | undefined;
  /** The time in all, in milliseconds. */
  readonly maxCallTimeoutMs?: number | undefined;
}

/**
 * The time that a call may take: so long without a sign of life, and so long in all. It does not run while a person is
 * asked, because the server has to wait, too. The SDK has such limits, but cannot hold them. It begins with {@link start}.
 */
export class CallTime implements Disposable {
  readonly limits: CallLimits;
  readonly #caller: AbortSignal | undefined;
  /** Made when somebody asks for its signal: most calls do without. */
  #timeUp: AbortController | undefined;
  #over: ReadableSignal | undefined;
  #stop: ((reason: unknown) => void) | undefined;
  #callerStops: (() => void) | undefined;
  #exceeded: keyof CallLimits | undefined;
  #idle: Alarm | undefined;
  #total: Alarm | undefined;
  #totalLeftMs: number | undefined;
  #holds = 0;
  #isEnded = false;

  constructor(limits: CallLimits, signal: AbortSignal | undefined) {
    this.limits = limits;
    this.#caller = signal;
    this.#totalLeftMs = limits.maxCallTimeoutMs;
  }

  /** Aborts when the time is up, or when the caller's own signal does. */
  get signal(): AbortSignal {
    if (this.#over === undefined) {
      const timeUp = new AbortController();
      this.#timeUp = timeUp;
      if (this.#exceeded) timeUp.abort(tooLate());
      this.#over = readableSignal(
        this.#caller ? AbortSignal.any([this.#caller, timeUp.signal]) : timeUp.signal,
      );
    }
    return this.#over.signal;
  }

  /** The limit that was passed. */
  get exceeded(): keyof CallLimits | undefined {
    return this.#exceeded;
  }

  /** Whether the time is up, or the caller has given up. */
  get isOver(): boolean {
    return this.#exceeded !== undefined || this.#caller?.aborted === true;
  }

  /** Whether a person is asked at this moment. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  /** @param stop - told with the reason when the time is up or the caller gives up, which may be at once */
  start(stop?: (reason: unknown) => void): void {
    if (this.#holds === 0) this.#run();
    this.#stop = stop;
    const caller = this.#caller;
    if (caller === undefined || stop === undefined) return;
    const callerStops = () => this.#stop?.(caller.reason);
    if (caller.aborted) callerStops();
    else caller.addEventListener("abort", callerStops, { once: true });
    this.#callerStops = callerStops;
  }

  /** The server has shown that it works: the time without a sign of life starts anew. */
  restart(): void {
    const { callTimeoutMs } = this.limits;
    if (callTimeoutMs !== undefined) this.#idle?.set(callTimeoutMs);
  }

  /** Holds the time until the returned object is disposed. */
  hold(): Disposable {
    if (this.#holds === 0) this.#pause();
    this.#holds += 1;
    let isHeld = true;
    return {
      [Symbol.dispose]: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#holds -= 1;
        // A hold may be given up after the call.
        if (this.#holds === 0 && !this.#isEnded) this.#run();
      },
    };
  }

  [Symbol.dispose](): void {
    this.#isEnded = true;
    this.#pause();
    this.#over?.[Symbol.dispose]();
    if (this.#callerStops) this.#caller?.removeEventListener("abort", this.#callerStops);
    this.#stop = undefined;
  }

  #run(): void {
    const { callTimeoutMs } = this.limits;
    if (callTimeoutMs !== undefined) {
      this.#idle ??= new Alarm(() => this.#end("callTimeoutMs"));
      this.#idle.set(callTimeoutMs);
    }
    if (this.#totalLeftMs === undefined) return;
    this.#total ??= new Alarm(() => this.#end("maxCallTimeoutMs"));
    this.#total.set(this.#totalLeftMs);
  }

  #pause(): void {
    this.#idle?.stop();
    this.#idle = undefined;
    if (this.#total === undefined) return;
    this.#total.stop();
    this.#totalLeftMs = Math.max(0, this.#total.at - performance.now());
    this.#total = undefined;
  }

  #end(limit: keyof CallLimits): void {
    this.#exceeded = limit;
    this.#pause();
    const reason = tooLate();
    this.#timeUp?.abort(reason);
    this.#stop?.(reason);
  }
}

function tooLate(): SdkError {
  return new SdkError(SdkErrorCode.RequestTimeout, "Request timed out");
}
