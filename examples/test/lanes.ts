/**
 * Runs tasks side by side, but never more than there are lanes: more programs at once would only wait for each other, and
 * run into time limits.
 */
export class Lanes {
  #lanes: Promise<unknown>[];
  #next = 0;

  constructor(count: number) {
    this.#lanes = Array.from({ length: count }, () => Promise.resolve());
  }

  /** Runs a task in the lane whose turn it is. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const lane = this.#next++ % this.#lanes.length;
    const result = (this.#lanes[lane] as Promise<unknown>).then(task);
    this.#lanes[lane] = result.catch(() => {});
    return result;
  }

  /** Runs a task while nothing else runs: one that needs all processors to be in time. */
  runAlone<T>(task: () => Promise<T>): Promise<T> {
    const result = Promise.all(this.#lanes).then(task);
    this.#lanes = this.#lanes.map(() => result.catch(() => {}));
    return result;
  }
}
