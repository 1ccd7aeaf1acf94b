import { ConnectionError } from "@mcp-team/transports";
import type { HeldCall } from "./held-call.js";

/** The calls whose runs are interrupted. Each is kept for so long, and then given up. */
export class HeldCalls {
  readonly #keepMs: number;
  readonly #calls = new Map<string, { readonly call: HeldCall; readonly timer: NodeJS.Timeout }>();

  /** @param keepMs - how long, in milliseconds */
  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** Keeps a call until its run is resumed. */
  keep(key: string, call: HeldCall): void {
    const giveUp = () => {
      this.#calls.delete(key);
      call.drop(
        new ConnectionError(`Nobody answered within ${this.#keepMs} ms (answerTimeoutMs).`, {
          hint: "The call was cancelled.",
        }),
      );
    };
    // It keeps no program alive that has nothing else to do.
    this.#calls.set(key, { call, timer: setTimeout(giveUp, this.#keepMs).unref() });
  }

  /** The call of a run that is resumed, if it is still kept. */
  take(key: string): HeldCall | undefined {
    const kept = this.#calls.get(key);
    if (!kept) return undefined;
    clearTimeout(kept.timer);
    this.#calls.delete(key);
    return kept.call;
  }
}
