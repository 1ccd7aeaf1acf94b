/** How many requests are open, in all and of each caller. */
export class OpenRequestsLimit {
  readonly #max: number;
  readonly #maxPerCaller: number;
  readonly #open = new Map<string, number>();
  #total = 0;

  constructor(max: number, maxPerCaller: number) {
    this.#max = max;
    this.#maxPerCaller = maxPerCaller;
  }

  /** @returns what gives the place back, or `undefined` when there is none */
  take(caller: string): (() => void) | undefined {
    const own = this.#open.get(caller) ?? 0;
    if (this.#total >= this.#max || own >= this.#maxPerCaller) return undefined;
    this.#total++;
    this.#open.set(caller, own + 1);
    return () => {
      this.#total--;
      const left = (this.#open.get(caller) ?? 1) - 1;
      if (left === 0) this.#open.delete(caller);
      else this.#open.set(caller, left);
    };
  }
}
