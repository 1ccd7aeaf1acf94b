/** A pause that can be ended before its time. One at a time. */
export class Pause {
  #end: (() => void) | undefined;

  /** @param timeMs - may be 0; does not keep the process alive */
  async wait(timeMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeMs).unref();
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#end = undefined;
  }

  end(): void {
    this.#end?.();
  }
}
