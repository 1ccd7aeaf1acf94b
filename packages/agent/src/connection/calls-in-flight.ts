import { AsyncLocalStorage } from "node:async_hooks";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { keepShape, ShortLivedMap } from "@mcp-team/transports";
import type { InputRequiredResult, RequestId } from "@modelcontextprotocol/client";
import type { Context } from "@opentelemetry/api";
import { ownerKey } from "../tenants/owner-key.js";
import { CallTime } from "./call-time.js";
import type { ServerLog } from "./connection-events.js";

/** A call that a server works on: of a tool, or for a prompt or a resource. */
export interface CallInFlight {
  /** The name that the server gave the tool, where it is one. */
  readonly tool?: string;
  /** The run that made the call, as LangGraph gave it to the tool. */
  readonly config?: LangGraphRunnableConfig | undefined;
  /** The trace that it belongs to, where somebody is told of traces. */
  readonly traced?: Context | undefined;
  /** Its time limits, to be held while a person is asked. */
  readonly time: CallTime;
  /** Told what the server logs in the meantime. */
  readonly onLog?: ((log: ServerLog) => void) | undefined;
  /** What a feature gave along when it had the call made. */
  readonly inbox?: object | undefined;
  /** What a modern server answered last, when it needs something before it can go on. */
  inputRequired?: InputRequiredResult;
  /** What is to be taken for the server's first answer, in place of asking it. */
  from?: InputRequiredResult | undefined;
  /** Where it is noted, while it is. */
  noted?: NotedCall | undefined;
}

/** On whose behalf a server asks something. */
export type CallOwner =
  | { readonly kind: "call"; readonly call: CallInFlight }
  /** It works on no call. */
  | { readonly kind: "none" }
  /** It works on several calls, and nothing tells which of them it is. */
  | { readonly kind: "unclear"; readonly calls: readonly CallInFlight[] };

/** What is sent or received at this moment belongs to a call, or to something else that is known. Otherwise nothing tells. */
type Relation = CallInFlight | "other" | undefined;

const current = new AsyncLocalStorage<Relation>();

/**
 * How long a server may still ask for a call that was given up, in milliseconds, unless it shows earlier that it has ended it:
 * it is told to stop, but need not heed it. The SDK's servers tell their tools, which may go on and ask all the same.
 */
const stoppingMs = 60_000;

/** What is kept of a call that was given up, and that its server may still work on. Not the call: it leads to all of its run. */
interface Stopping {
  readonly conversation: string | undefined;
  readonly until: number;
}

/** The calls that a server works on: what it asks in the meantime is asked on behalf of one of them. */
export class CallsInFlight {
  /** In the order in which they began, by their numbers. */
  readonly #calls = new ShortLivedMap<number, CallInFlight>();
  readonly #requests = new ShortLivedMap<RequestId, CallInFlight>();
  /** By the requests that carried them last, in the order in which their time is up. */
  readonly #stopping = new Map<RequestId, Stopping>();
  #lastNumber = 0;
  /** Called when the server works on nothing any more. */
  onEmpty: (() => void) | undefined;

  get all(): readonly CallInFlight[] {
    return this.#calls.values();
  }

  /** The call whose messages are sent or received at this moment. */
  get current(): CallInFlight | undefined {
    const relation = current.getStore();
    return typeof relation === "object" && relation.noted?.by === this ? relation : undefined;
  }

  /** Notes a call until the returned object is disposed. */
  begin(call: CallInFlight): Disposable {
    this.#lastNumber += 1;
    const noted = new NotedCall(this, this.#lastNumber, call);
    call.noted = noted;
    this.#calls.set(noted.number, call);
    return noted;
  }

  /** The call has ended, whatever came of it. */
  end({ number, call, requests }: NotedCall): void {
    this.#calls.take(number);
    call.noted = undefined;
    this.#forgetOldStopped();
    const id = requests.at(-1);
    // Of one that was never sent the server knows nothing.
    if (call.time.isOver && id !== undefined)
      this.#stopping.set(id, { conversation: conversationOf(call), until: performance.now() + stoppingMs });
    for (const request of requests) this.#requests.take(request);
    if (this.#calls.size === 0) this.onEmpty?.();
  }

  /** Notes the request that carries a call. @param call - the current one, unless another is given */
  carry(id: RequestId, call: CallInFlight | undefined = this.current): void {
    if (call?.noted?.by !== this) return;
    call.noted.requests.push(id);
    this.#requests.set(id, call);
  }

  /** The server has answered a request, so it asks nothing for it any more, also when nobody waited for the answer. */
  answered(id: RequestId): void {
    this.#stopping.delete(id);
  }

  /** The line was lost: what the server still asks for calls that were given up before cannot come over the next one. */
  forgetStopped(): void {
    this.#stopping.clear();
  }

  /** Does something on behalf of a call. */
  onBehalf<T>(call: CallInFlight, action: () => T): T {
    return current.run(call, action);
  }

  /** Does something on behalf of the call that a request carries; of nobody known, where there is no request. */
  relatedTo<T>(id: RequestId | undefined, action: () => T): T {
    return current.run(id === undefined ? undefined : (this.#requests.get(id) ?? "other"), action);
  }

  /** The call that goes on with a signal, which is its own. */
  withSignal(signal: AbortSignal | undefined): CallInFlight | undefined {
    return this.all.find(({ time }) => time.signal === signal);
  }

  /**
   * On whose behalf the server asks what has just come from it. A line that does not tell (stdio, SSE) leaves the calls
   * of one conversation, of which only one is not waiting for an answer. It is never guessed among conversations.
   */
  owner(): CallOwner {
    if (this.current) return { kind: "call", call: this.current };
    const calls = this.all;
    const [only] = calls;
    if (only === undefined || current.getStore() !== undefined) return { kind: "none" };
    this.#forgetOldStopped();
    if (calls.length + this.#stopping.size === 1) return { kind: "call", call: only };
    const conversation = conversationOf(only);
    const others = [...calls.map(conversationOf), ...this.#conversationsStopping()];
    if (conversation === undefined || others.some((other) => other !== conversation))
      return { kind: "unclear", calls };
    const [working, another] = calls.filter(({ time }) => !time.isHeld);
    return working && !another ? { kind: "call", call: working } : { kind: "unclear", calls };
  }

  #conversationsStopping(): (string | undefined)[] {
    return Array.from(this.#stopping.values(), ({ conversation }) => conversation);
  }

  #forgetOldStopped(): void {
    if (this.#stopping.size === 0) return;
    const now = performance.now();
    for (const [id, { until }] of this.#stopping) {
      if (until >= now) return;
      this.#stopping.delete(id);
    }
  }
}

/** A class, because each call has one, and V8 takes long to make an object whose method is named by a symbol. */
export class NotedCall implements Disposable {
  static {
    keepShape(new NotedCall(new CallsInFlight(), 0, { time: new CallTime({}, undefined) }));
  }

  /** The requests that carry it, the last one last. */
  readonly requests: RequestId[] = [];

  constructor(
    readonly by: CallsInFlight,
    readonly number: number,
    readonly call: CallInFlight,
  ) {}

  [Symbol.dispose](): void {
    this.by.end(this);
  }
}

/** The thread of the run that made a call. */
export function threadOf({ config }: Pick<CallInFlight, "config">): string | undefined {
  return config?.configurable?.thread_id;
}

/** The conversation that a call belongs to: two principals never share one, whatever their threads are called. */
function conversationOf(call: CallInFlight): string | undefined {
  const thread = threadOf(call);
  return thread === undefined ? undefined : JSON.stringify([call.config?.configurable?.[ownerKey], thread]);
}
