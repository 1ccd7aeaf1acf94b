import { randomUUID } from "node:crypto";
import { ConnectionError } from "@mcp-team/transports";
import { defaultAnswerTimeoutMs } from "../../elicitation/elicitation-request.js";
import type { Identity } from "../guard/identity.js";
import type { ResumableCall } from "./resumable-call.js";

/** How many calls may wait for an answer. */
const maxParked = 1_000;

interface Parked {
  readonly call: ResumableCall;
  readonly owner: string | undefined;
  readonly timer: NodeJS.Timeout;
}

/** The calls that wait for their client to come back with an answer. Each waits for so long, and then is given up. */
export class ParkedCalls {
  readonly #calls = new Map<string, Parked>();

  /** @returns a name for it that nobody can guess, or `undefined` when too many wait */
  park(call: ResumableCall, identity: Identity | undefined): string | undefined {
    if (this.#calls.size >= maxParked) return undefined;
    const name = randomUUID();
    const giveUp = () => {
      this.#calls.delete(name);
      call.drop(new ConnectionError(`Nobody answered within ${defaultAnswerTimeoutMs} ms.`));
    };
    this.#calls.set(name, {
      call,
      owner: identity?.id,
      timer: setTimeout(giveUp, defaultAnswerTimeoutMs).unref(),
    });
    return name;
  }

  /** The call of a name, once, for whoever made it. */
  take(name: string, identity: Identity | undefined): ResumableCall | undefined {
    const parked = this.#calls.get(name);
    if (!parked || parked.owner !== identity?.id) return undefined;
    clearTimeout(parked.timer);
    this.#calls.delete(name);
    return parked.call;
  }

  /** Gives all of them up. */
  close(): void {
    for (const { call, timer } of this.#calls.values()) {
      clearTimeout(timer);
      call.drop(new ConnectionError("The served team was closed."));
    }
    this.#calls.clear();
  }
}
