import type { RequestId } from "@modelcontextprotocol/client";
import { type RateLimit, rateLimitDefaults } from "./options.js";
import { SlidingWindow } from "./sliding-window.js";

/**
 * The calls that wait for their turn, in the order in which they came, and the ids of those that run. It knows neither
 * timers nor a clock: what time it is, it is told.
 */
export class CallQueue<Call> {
  readonly #window: SlidingWindow | undefined;
  readonly #concurrent: number;
  readonly #waiting = new Map<RequestId, Call>();
  readonly #running = new Set<RequestId>();

  constructor({ calls, perMs = rateLimitDefaults.perMs, concurrent = Number.POSITIVE_INFINITY }: RateLimit) {
    this.#window = calls === undefined ? undefined : new SlidingWindow(calls, perMs);
    this.#concurrent = concurrent;
  }

  /** How many calls wait. */
  get size(): number {
    return this.#waiting.size;
  }

  add(id: RequestId, call: Call): void {
    this.#waiting.set(id, call);
  }

  /** The first call that waits, if it may go now: it runs from now on. */
  next(now: number): Call | undefined {
    if (this.#running.size >= this.#concurrent || this.#windowMs(now) > 0) return undefined;
    for (const [id, call] of this.#waiting) {
      this.#waiting.delete(id);
      this.#running.add(id);
      this.#window?.count(now);
      return call;
    }
    return undefined;
  }

  /** How long to wait until time alone lets a call go, in milliseconds; nothing where it takes the end of another one. */
  waitMs(now: number): number | undefined {
    if (this.#waiting.size === 0 || this.#running.size >= this.#concurrent) return undefined;
    return this.#windowMs(now);
  }

  /** Takes a call out that waits. @returns it, if it did */
  withdraw(id: RequestId): Call | undefined {
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    return call;
  }

  /** A call runs no more. @returns whether it did */
  end(id: RequestId): boolean {
    return this.#running.delete(id);
  }

  /** Takes out all that wait. */
  clear(): Call[] {
    const calls = [...this.#waiting.values()];
    this.#waiting.clear();
    return calls;
  }

  #windowMs(now: number): number {
    return this.#window?.waitMs(now) ?? 0;
  }
}
