/** How many sessions there may be, of all kinds together. */
export class SessionLimit {
  #free: number;

  constructor(max: number) {
    this.#free = max;
  }

  /** @returns whether there was room for one more */
  take(): boolean {
    if (this.#free === 0) return false;
    this.#free--;
    return true;
  }

  give(): void {
    this.#free++;
  }
}
