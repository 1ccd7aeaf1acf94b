import { ensureConfig } from "@langchain/core/runnables";
import type { BaseCheckpointSaver } from "@langchain/langgraph";
import type { TeamRunOptions } from "../team/run-types.js";
import { ClaimedThreads } from "./claimed-threads.js";
import type { TeamAccess } from "./run-access.js";
import { assertOwner, runOf } from "./thread-owner.js";

/** A run that has what it works with, until it is disposed. */
export interface EnteredRun extends Disposable {
  readonly options: TeamRunOptions | undefined;
}

/** What decides who may enter. */
export interface EntranceOptions {
  /** Whether runs and their conversations belong to principals. */
  readonly isOwned: boolean;
  readonly checkpointer: BaseCheckpointSaver | boolean | undefined;
}

/** Where the runs of a team begin: each is for somebody, goes on with a conversation of theirs, and takes their servers. */
export class Entrance {
  readonly #access: TeamAccess;
  readonly #isOwned: boolean;
  readonly #checkpointer: BaseCheckpointSaver | undefined;
  readonly #threads = new ClaimedThreads();

  constructor(access: TeamAccess, { isOwned, checkpointer }: EntranceOptions) {
    this.#access = access;
    this.#isOwned = isOwned;
    this.#checkpointer = typeof checkpointer === "object" ? checkpointer : undefined;
  }

  /** @throws ConfigurationError when the context says nobody, or the conversation is of somebody else */
  async enter(given: TeamRunOptions | undefined): Promise<EnteredRun> {
    if (!this.#isOwned) return { options: given, [Symbol.dispose]: () => {} };
    // A run inside of another one has the other's context and conversation, given or not.
    const { context, signal, configurable = {} } = ensureConfig(given) as TeamRunOptions;
    const owner = this.#access.ownerOf(context);
    const options = runOf(owner, given);
    const claim = this.#checkpointer && this.#threads.claim(owner, configurable);
    try {
      if (this.#checkpointer) await assertOwner(owner, configurable, this.#checkpointer);
      const entered = await this.#access.enter(context, { signal, timeoutMs: given?.timeout });
      const leave = () => {
        entered[Symbol.dispose]();
        claim?.[Symbol.dispose]();
      };
      return { options, [Symbol.dispose]: leave };
    } catch (error) {
      claim?.[Symbol.dispose]();
      throw error;
    }
  }
}
