import { randomUUID } from "node:crypto";
import { ConnectionError } from "@mcp-team/transports";
import { defaultAnswerTimeoutMs } from "../../elicitation/elicitation-request.js";
import type { ResumableCall } from "./resumable-call.js";

/** How many calls may wait for an answer. */
const maxParked = 1_000;

/** The calls that wait for their client to come back with an answer. Each waits for so long, and then is given up. */
export class ParkedCalls {
  readonly #calls = new Map<string, { readonly call: ResumableCall; readonly timer: NodeJS.Timeout }>();

  /** @returns a name for it that nobody can guess, or `undefined` when too many wait */
  park(call: ResumableCall): string | undefined {
    if (this.#calls.size >= maxParked) return undefined;
    const name = randomUUID();
    const giveUp = () => {
      this.#calls.delete(name);
      call.drop(new ConnectionError(`Nobody answered within ${defaultAnswerTimeoutMs} ms.`));
    };
    this.#calls.set(name, { call, timer: setTimeout(giveUp, defaultAnswerTimeoutMs).unref() });
    return name;
  }

  /** The call of a name, once. */
  take(name: string): ResumableCall | undefined {
    const parked = this.#calls.get(name);
    clearTimeout(parked?.timer);
    this.#calls.delete(name);
    return parked?.call;
  }

  /** Gives all of them up. */
  close(): void {
    for (const name of [...this.#calls.keys()])
      this.take(name)?.drop(new ConnectionError("The served team was closed."));
  }
}
