import { type Configurable, notTheirs } from "./thread-owner.js";

/** The conversations that runs go on with at this moment: before the first checkpoint nothing else says whose they are. */
export class ClaimedThreads {
  readonly #claims = new Map<string, { readonly owner: string; runs: number }>();

  /**
   * Claims a conversation for a run until it is disposed.
   *
   * @throws ConfigurationError when somebody else has it
   */
  claim(owner: string, { thread_id }: Configurable): Disposable {
    const thread = String(thread_id);
    const claim = this.#claims.get(thread) ?? { owner, runs: 0 };
    if (claim.owner !== owner) throw notTheirs();
    this.#claims.set(thread, claim);
    claim.runs += 1;
    return {
      [Symbol.dispose]: () => {
        claim.runs -= 1;
        if (claim.runs === 0) this.#claims.delete(thread);
      },
    };
  }
}
