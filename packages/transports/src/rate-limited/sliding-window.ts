/** The longest time by which the way to the server is taken to vary, in milliseconds. */
const longestDriftMs = 100;

/**
 * Counts what happened in the window that ends now, so that no window of that length, wherever it begins, holds more than
 * its limit.
 */
export class SlidingWindow {
  readonly #limit: number;
  readonly #lengthMs: number;
  /** When the last ones happened, at most as many as the limit: a ring, whose oldest place is filled next. */
  readonly #times: number[] = [];
  #oldest = 0;

  /** @param lengthMs - what is kept is a little longer, see `RateLimit.perMs` */
  constructor(limit: number, lengthMs: number) {
    this.#limit = limit;
    this.#lengthMs = lengthMs + Math.min(lengthMs / 10, longestDriftMs);
  }

  /** How long the next one has to wait, in milliseconds. */
  waitMs(now: number): number {
    const time = this.#times[this.#oldest];
    return time === undefined ? 0 : Math.max(0, time + this.#lengthMs - now);
  }

  count(now: number): void {
    this.#times[this.#oldest] = now;
    this.#oldest = (this.#oldest + 1) % this.#limit;
  }
}
