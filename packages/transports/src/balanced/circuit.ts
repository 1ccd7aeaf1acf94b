import { createRequire } from "node:module";
import type { CircuitState } from "cockatiel";
import type { ReplicaStatus } from "../server-transport.js";
import { type CircuitPolicy, circuitDefaults } from "./options.js";
import { healthIn, type Outcome } from "./outcome.js";

/** Whether calls reach a replica. */
type Circuit = ReplicaStatus["circuit"];

/** The library, loaded with the first breaker: importing the package is faster without it. */
const load = createRequire(import.meta.url) as (name: "cockatiel") => typeof import("cockatiel");

/** Keeps calls away from a replica that has failed again and again, and tries it again after a while. Has no timers. */
export class Breaker {
  readonly #policy;
  #runs = 0;
  /** The runs that had begun when the last one was lost. */
  #lostWith = 0;

  /** @param changed - called at each change of the state */
  constructor(policy: CircuitPolicy = {}, changed: (state: Circuit) => void = () => {}) {
    const { circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleWhenResult, noJitterGenerator } =
      load("cockatiel");
    const { maxFailures, retryAfterMs, maxRetryAfterMs } = { ...circuitDefaults, ...policy };
    this.#policy = circuitBreaker(
      handleWhenResult((isWell) => isWell === false),
      {
        breaker: new ConsecutiveBreaker(maxFailures),
        halfOpenAfter: new ExponentialBackoff({
          initialDelay: retryAfterMs,
          maxDelay: maxRetryAfterMs,
          generator: noJitterGenerator,
        }),
      },
    );
    this.#policy.onStateChange((state) => changed(nameOf(state)));
  }

  get state(): Circuit {
    return nameOf(this.#policy.state);
  }

  /**
   * Does work, unless the replica is kept out.
   *
   * @returns `undefined` when it was not begun
   */
  run(work: () => Promise<Outcome>): Promise<Outcome> | undefined {
    switch (this.state) {
      case "closed":
        return this.force(work);
      case "half-open":
        return undefined;
      case "open":
        return this.#try(work);
    }
  }

  /** Does work although the replica may be kept out. */
  async force(work: () => Promise<Outcome>): Promise<Outcome> {
    this.#runs += 1;
    const run = this.#runs;
    const outcome = await work();
    const isWell = this.#weigh(outcome, run);
    // The policy refuses what it is told while it keeps the replica out.
    if (isWell !== undefined) this.#policy.execute(() => isWell).catch(() => {});
    return outcome;
  }

  /** A trial, if it is time for one. */
  #try(work: () => Promise<Outcome>): Promise<Outcome> | undefined {
    let outcome: Promise<Outcome> | undefined;
    const trial = this.#policy.execute(async () => {
      outcome = work();
      return healthIn(await outcome) !== "ill";
    });
    trial.catch(() => {});
    return outcome;
  }

  #weigh(outcome: Outcome, run: number): boolean | undefined {
    const health = healthIn(outcome);
    if (health === "unsaid") return undefined;
    if (health === "well") return true;
    if (outcome.kind === "failed") {
      // What is lost together is lost once: a replica that was killed under load has not failed many times in a row.
      if (run <= this.#lostWith) return undefined;
      this.#lostWith = this.#runs;
    }
    return false;
  }
}

function nameOf(state: CircuitState): Circuit {
  const { CircuitState } = load("cockatiel");
  if (state === CircuitState.Closed) return "closed";
  return state === CircuitState.HalfOpen ? "half-open" : "open";
}
