import type { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { guardDefaults, type RequestRate } from "./options.js";

/** Counts the requests of each caller. */
export class RateCounter {
  readonly #rate: RequestRate;
  #limiter: Promise<RateLimiterMemory> | undefined;

  constructor(rate: RequestRate) {
    this.#rate = rate;
  }

  /** Counts one more. @returns how long to wait when it is one too many, in milliseconds */
  async count(caller: string): Promise<number | undefined> {
    this.#limiter ??= load(this.#rate);
    const limiter = await this.#limiter;
    try {
      await limiter.consume(caller);
      return undefined;
    } catch (refusal) {
      return (refusal as RateLimiterRes).msBeforeNext;
    }
  }
}

async function load({ requests, perMs = guardDefaults.perMs }: RequestRate): Promise<RateLimiterMemory> {
  const { RateLimiterMemory } = await import("rate-limiter-flexible");
  return new RateLimiterMemory({ points: requests, duration: perMs / 1_000 });
}
