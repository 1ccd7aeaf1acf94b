import { AsyncLocalStorage } from "node:async_hooks";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import type { InputRequiredResult, RequestId } from "@modelcontextprotocol/client";
import type { CallTime } from "./call-time.js";

/** A call that a server works on: of a tool, or for a prompt or a resource. */
export interface CallInFlight {
  /** The name that the server gave the tool, where it is one. */
  readonly tool?: string;
  /** The run that made the call, as LangGraph gave it to the tool. */
  readonly config?: LangGraphRunnableConfig;
  /** Its time limits, to be held while a person is asked. */
  readonly time: CallTime;
  /** What a feature gave along when it had the call made. */
  readonly inbox?: object;
  /** What a modern server answered last, when it needs something before it can go on. */
  inputRequired?: InputRequiredResult;
  /** What is to be taken for the server's first answer, in place of asking it. */
  from?: InputRequiredResult;
}

/** On whose behalf a server asks something. */
export type CallOwner =
  | { readonly kind: "call"; readonly call: CallInFlight }
  /** It works on no call. */
  | { readonly kind: "none" }
  /** It works on several calls, and nothing tells which of them it is. */
  | { readonly kind: "unclear"; readonly calls: readonly CallInFlight[] };

/** The call whose messages are sent or received at this moment. */
const current = new AsyncLocalStorage<CallInFlight | undefined>();

/** The calls that a server works on: what it asks in the meantime is asked on behalf of one of them. */
export class CallsInFlight {
  readonly #calls = new Set<CallInFlight>();
  readonly #requests = new Map<RequestId, CallInFlight>();

  get all(): readonly CallInFlight[] {
    return [...this.#calls];
  }

  /** The call whose messages are sent or received at this moment. */
  get current(): CallInFlight | undefined {
    const call = current.getStore();
    return call && this.#calls.has(call) ? call : undefined;
  }

  /** Notes a call until the returned object is disposed. */
  begin(call: CallInFlight): Disposable {
    this.#calls.add(call);
    return {
      [Symbol.dispose]: () => {
        this.#calls.delete(call);
        for (const [id, carried] of this.#requests) if (carried === call) this.#requests.delete(id);
      },
    };
  }

  /** Notes the request that carries the current call. */
  carry(id: RequestId): void {
    if (this.current) this.#requests.set(id, this.current);
  }

  /** The call that a request carries. */
  carriedBy(id: RequestId | undefined): CallInFlight | undefined {
    return id === undefined ? undefined : this.#requests.get(id);
  }

  /** The call that goes on with a signal, which is its own. */
  withSignal(signal: AbortSignal | undefined): CallInFlight | undefined {
    return this.all.find(({ time }) => time.signal === signal);
  }

  /** Does something on behalf of a call, or of none. */
  onBehalf<T>(call: CallInFlight | undefined, action: () => T): T {
    return current.run(call, action);
  }

  /**
   * On whose behalf the server asks what has just come from it. A line that does not tell (stdio, SSE) leaves the calls
   * of one conversation, of which only one is not waiting for an answer. It is never guessed among conversations.
   */
  owner(): CallOwner {
    if (this.current) return { kind: "call", call: this.current };
    const calls = this.all;
    const [only] = calls;
    if (only === undefined) return { kind: "none" };
    if (calls.length === 1) return { kind: "call", call: only };
    const thread = threadOf(only);
    if (thread === undefined || calls.some((call) => threadOf(call) !== thread))
      return { kind: "unclear", calls };
    const [working, another] = calls.filter(({ time }) => !time.isHeld);
    return working && !another ? { kind: "call", call: working } : { kind: "unclear", calls };
  }
}

/** The conversation that a call belongs to. */
export function threadOf({ config }: Pick<CallInFlight, "config">): string | undefined {
  return config?.configurable?.thread_id;
}
