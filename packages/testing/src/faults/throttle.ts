/** A limited line takes so many bytes at once as pass in this time, in milliseconds. */
const sliceMs = 20;

/** Spreads the bytes of one connection over time, so that they do not pass faster than a limit. */
export class Throttle {
  /** When the line is free for the next bytes, by the clock of the caller. */
  private freeAt = Number.NEGATIVE_INFINITY;

  /**
   * How long the next bytes have to wait, in milliseconds.
   *
   * @param now - in milliseconds, by any clock
   */
  waitMs(now: number): number {
    return Math.max(0, this.freeAt - now);
  }

  /** How many bytes may pass at once: at least one, so that a slow line is not a dead one. */
  slice(bytesPerSecond: number): number {
    return Math.max(1, Math.floor((bytesPerSecond * sliceMs) / 1000));
  }

  /** Notes that bytes have passed. A timer that came late is made up for, an idle line is not. */
  passed(bytes: number, bytesPerSecond: number, now: number): void {
    this.freeAt = Math.max(this.freeAt, now - sliceMs) + (bytes / bytesPerSecond) * 1000;
  }

  /** Forgets what has passed, for a new limit. */
  reset(): void {
    this.freeAt = Number.NEGATIVE_INFINITY;
  }
}
