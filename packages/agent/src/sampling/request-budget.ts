/** Counts what servers ask in each of their calls. */
export class RequestBudget<Call extends object> {
  readonly #limit: number;
  readonly #spent = new WeakMap<Call, number>();

  /** @param limit - how many requests one call may make */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Takes one request out of the budget of a call. Where a server works on several and it is not known which of them asks,
   * it is the first that has something left: together they never make more than all of them may.
   *
   * @returns the call, or nothing when there is no budget left
   */
  take(calls: readonly Call[]): Call | undefined {
    const call = calls.find((each) => this.#spentBy(each) < this.#limit);
    if (call) this.#spent.set(call, this.#spentBy(call) + 1);
    return call;
  }

  #spentBy(call: Call): number {
    return this.#spent.get(call) ?? 0;
  }
}
