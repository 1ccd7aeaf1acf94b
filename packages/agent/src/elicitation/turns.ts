import { settledOrAborted } from "../connection/settled-or-aborted.js";

/** Lets one take its turn at a time, for each key. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /**
   * Waits for the turn, which lasts until the returned object is disposed.
   *
   * @throws the signal's reason when it aborts before
   */
  async take(key: string, signal: AbortSignal | undefined): Promise<Disposable> {
    const before = this.#last.get(key) ?? Promise.resolve();
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const last = before.then(() => ended);
    this.#last.set(key, last);
    const release = () => {
      end();
      if (this.#last.get(key) === last) this.#last.delete(key);
    };
    try {
      await (signal ? settledOrAborted(before, signal) : before);
    } catch (error) {
      release();
      throw error;
    }
    return { [Symbol.dispose]: release };
  }
}
