import { type BaseMessage, isBaseMessage } from "@langchain/core/messages";

/**
 * Finds which messages of a run are news. Middleware that shortens a conversation gives back what is left of it, and LangGraph
 * keeps those as they are; another version of a message is another object, and news.
 */
export class ToldMessages {
  readonly #known = new WeakSet<BaseMessage>();
  #begun = false;

  /** What is new of the messages that a step added. Those that it wrote plainly come with the {@link conversation}. */
  added(messages: readonly unknown[]): BaseMessage[] {
    return messages.filter(
      (message): message is BaseMessage => isBaseMessage(message) && this.#isNew(message),
    );
  }

  /** What is new of the whole conversation after a step. The first one is what there was before the run did anything. */
  conversation(messages: readonly BaseMessage[]): BaseMessage[] {
    const added = messages.filter((message) => this.#isNew(message));
    if (this.#begun) return added;
    this.#begun = true;
    return [];
  }

  #isNew(message: BaseMessage): boolean {
    if (this.#known.has(message)) return false;
    this.#known.add(message);
    return true;
  }
}
