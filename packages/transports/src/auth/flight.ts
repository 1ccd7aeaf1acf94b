import { settledOrAborted } from "../http/settled-or-aborted.js";

/** Work that many wait for. It is given up when nobody does any more. */
export class Flight<T> {
  readonly #work: Promise<T>;
  readonly #abandoned = new AbortController();
  #waiting = 0;

  /** @param work - told by its signal when nobody waits any more */
  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work(this.#abandoned.signal);
    this.#work.catch(() => {});
  }

  /**
   * Waits for the work.
   *
   * @throws the work's error, or the signal's reason
   */
  async join(signal: AbortSignal | null | undefined): Promise<T> {
    this.#waiting += 1;
    try {
      return await settledOrAborted(this.#work, signal);
    } finally {
      this.#waiting -= 1;
      // Once the work is done this changes nothing.
      if (this.#waiting === 0) this.#abandoned.abort();
    }
  }

  get abandoned(): boolean {
    return this.#abandoned.signal.aborted;
  }

  /** Calls back when the work is done, however. */
  whenDone(callback: () => void): void {
    this.#work.then(callback, callback);
  }
}
