import { ConnectionError } from "@mcp-team/transports";
import type { HeldCall } from "./held-call.js";

interface Kept {
  readonly call: HeldCall;
  readonly timer: NodeJS.Timeout;
  readonly release: () => void;
}

/** The calls whose runs are interrupted. Each is kept for so long, and then given up. */
export class HeldCalls {
  readonly #keepMs: number;
  readonly #calls = new Map<string, Kept>();

  /** @param keepMs - how long, in milliseconds */
  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** Keeps a call until its run is resumed. @param until - aborts when nobody will resume it any more */
  keep(key: string, call: HeldCall, until?: AbortSignal): void {
    const giveUp = (reason: string) => {
      if (this.take(key) !== undefined)
        call.drop(new ConnectionError(reason, { hint: "The call was cancelled." }));
    };
    const abandoned = () => giveUp("Whoever could have answered is gone.");
    const timeUp = () => giveUp(`Nobody answered within ${this.#keepMs} ms (answerTimeoutMs).`);
    const release = () => until?.removeEventListener("abort", abandoned);
    // It keeps no program alive that has nothing else to do.
    this.#calls.set(key, { call, timer: setTimeout(timeUp, this.#keepMs).unref(), release });
    if (until?.aborted) abandoned();
    until?.addEventListener("abort", abandoned, { once: true });
  }

  /** The call of a run that is resumed, if it is still kept. */
  take(key: string): HeldCall | undefined {
    const kept = this.#calls.get(key);
    if (!kept) return undefined;
    clearTimeout(kept.timer);
    kept.release();
    this.#calls.delete(key);
    return kept.call;
  }
}
