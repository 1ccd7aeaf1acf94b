/** Runs tasks side by side, but never more than there are lanes: a task that has to wait for a processor may be too late. */
export class Lanes {
  readonly #lanes: Promise<unknown>[];
  #next = 0;

  constructor(count: number) {
    this.#lanes = Array.from({ length: count }, () => Promise.resolve());
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    const lane = this.#next++ % this.#lanes.length;
    const result = (this.#lanes[lane] as Promise<unknown>).then(task);
    this.#lanes[lane] = result.catch(() => {});
    return result;
  }
}
