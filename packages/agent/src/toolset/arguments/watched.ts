import { createContext, Script } from "node:vm";

const work: { run: () => unknown } = { run: () => undefined };
const context = createContext({ run: () => work.run() }, { name: "watched" });
const script = new Script("run()");

/** What a piece of work gave, or that it was stopped. */
export type Watched<T> = { readonly value: T } | { readonly stopped: true };

/**
 * Runs something that may take for ever, such as matching a regular expression from elsewhere, and stops it when its time
 * is up. Nothing else in the process can: the work does not come back to the event loop. It costs some microseconds.
 *
 * @param timeMs - how long it may take, in milliseconds
 */
export function watched<T>(timeMs: number, run: () => T): Watched<T> {
  work.run = run;
  try {
    return { value: script.runInContext(context, { timeout: timeMs }) as T };
  } catch (error) {
    if ((error as { code?: unknown } | undefined)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      return { stopped: true };
    throw error;
  } finally {
    work.run = () => undefined;
  }
}
