import type { LangGraphRunnableConfig } from "@langchain/langgraph";

/** A call that a server works on. */
export interface CallInFlight {
  /** The name that the server gave the tool. */
  readonly tool: string;
  /** The run that made the call, as LangGraph gave it to the tool. */
  readonly config?: LangGraphRunnableConfig;
}

/** The calls that a server works on: what it asks in the meantime is asked on behalf of one of them. */
export class CallsInFlight {
  readonly #calls = new Set<CallInFlight>();

  get all(): readonly CallInFlight[] {
    return [...this.#calls];
  }

  /** Notes a call until the returned object is disposed. */
  begin(call: CallInFlight): Disposable {
    this.#calls.add(call);
    return { [Symbol.dispose]: () => void this.#calls.delete(call) };
  }
}
