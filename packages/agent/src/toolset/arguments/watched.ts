import { createContext, Script } from "node:vm";

/** What a piece of work gave, or that it was stopped. */
export type Watched<T> = { readonly value: T } | { readonly stopped: true };

/** The work that runs, and what runs it: made for the first piece of work. */
class Watch {
  readonly #script = new Script("run()");
  readonly #context = createContext({ run: () => this.#work() }, { name: "watched" });
  #work: () => unknown = () => undefined;

  run(timeMs: number, work: () => unknown): unknown {
    this.#work = work;
    try {
      return this.#script.runInContext(this.#context, { timeout: timeMs });
    } finally {
      this.#work = () => undefined;
    }
  }
}

let watch: Watch | undefined;

/**
 * Runs something that may take for ever, such as matching a regular expression from elsewhere, and stops it when its time
 * is up. Nothing else in the process can: the work does not come back to the event loop. It costs some tens of microseconds.
 *
 * @param timeMs - how long it may take, in milliseconds
 */
export function watched<T>(timeMs: number, work: () => T): Watched<T> {
  watch ??= new Watch();
  try {
    return { value: watch.run(timeMs, work) as T };
  } catch (error) {
    if ((error as { code?: unknown } | undefined)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      return { stopped: true };
    throw error;
  }
}
