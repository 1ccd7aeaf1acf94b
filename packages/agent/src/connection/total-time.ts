/** The time that a call may take in all. The SDK looks at its own limit only when progress comes. */
export class TotalTime {
  /** Aborts when the time is up, or when the caller's own signal does. */
  readonly signal: AbortSignal | undefined;
  readonly #timeUp = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;

  /** @param limitMs - in milliseconds; without it there is no limit */
  constructor(limitMs: number | undefined, signal: AbortSignal | undefined) {
    if (limitMs === undefined) {
      this.signal = signal;
      return;
    }
    const { signal: timeUp } = this.#timeUp;
    this.signal = signal ? AbortSignal.any([signal, timeUp]) : timeUp;
    this.#timer = setTimeout(() => this.#timeUp.abort(), limitMs);
  }

  get isUp(): boolean {
    return this.#timeUp.signal.aborted;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
