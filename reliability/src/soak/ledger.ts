import type { Call } from "./call.js";
import type { Outcome } from "./outcome.js";

/** How calls ended, by number. Its size does not depend on what happens, so that it does not look like a leak. */
export class Ledger {
  readonly #outcomes: (Outcome | undefined)[];
  readonly #safe: Uint8Array;
  readonly #settlements: Uint8Array;
  readonly #took: Float64Array;
  /** A few of those that should not have been. */
  readonly examples: string[] = [];

  constructor(readonly size: number) {
    this.#outcomes = new Array<Outcome | undefined>(size).fill(undefined);
    this.#safe = new Uint8Array(size);
    this.#settlements = new Uint8Array(size);
    this.#took = new Float64Array(size);
  }

  settle(number: number, call: Call, outcome: Outcome, tookMs: number): void {
    this.#outcomes[number] = outcome;
    this.#safe[number] = call.safe ? 1 : 0;
    (this.#settlements[number] as number)++;
    this.#took[number] = tookMs;
  }

  /** How each call ended that must not run twice, with its number. */
  *unsafe(): Iterable<[number: number, outcome: Outcome | undefined]> {
    for (const [number, outcome] of this.#outcomes.entries())
      if (!this.#safe[number]) yield [number, outcome];
  }

  get settledOnce(): number {
    return this.#settlements.filter((times) => times === 1).length;
  }

  get took(): readonly number[] {
    return [...this.#took];
  }

  /** How many calls of a kind ended so. */
  count(kind: "safe" | "unsafe", outcome: Outcome): number {
    const wanted = kind === "safe" ? 1 : 0;
    return this.#outcomes.filter((each, number) => each === outcome && this.#safe[number] === wanted).length;
  }

  total(kind: "safe" | "unsafe"): number {
    const wanted = kind === "safe" ? 1 : 0;
    return this.#safe.filter((each) => each === wanted).length;
  }
}
