import type {
  JSONRPCMessage,
  JSONRPCRequest,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/client";
import { ForwardingTransport } from "../forwarding.js";
import type { LineStatus, ServerTransport } from "../server-transport.js";
import { CallQueue } from "./call-queue.js";
import { checkRateLimit } from "./check-rate-limit.js";
import { closedWhileWaiting, failedWhileWaiting, queueFull } from "./failures.js";
import { type RateLimit, rateLimitDefaults } from "./options.js";

/** What to limit. */
export interface RateLimitedOptions extends RateLimit {
  /** The server's name in errors. */
  readonly name?: string;
}

/** The requests that make a server work. */
const limited = new Set(["completion/complete", "prompts/get", "resources/read", "tools/call"]);

/** A call, from when it is asked for until it ends. */
interface Call {
  readonly message: JSONRPCRequest;
  readonly options: TransportSendOptions | undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * A transport that sends a server so many calls per window and so many at once; the others wait, in their order. While the
 * line below is being reopened all wait: sent into it they would arrive together.
 *
 * A call that is cancelled or whose signal is aborted while it waits never reaches the server. What the line below repeats
 * after a loss is not counted a second time.
 *
 * @param inner - not yet started
 * @throws ConfigurationError when the limit cannot be kept
 */
export function rateLimited(inner: ServerTransport, limit: RateLimitedOptions): ServerTransport {
  checkRateLimit(limit);
  return new RateLimitedTransport(inner, limit);
}

class RateLimitedTransport extends ForwardingTransport {
  readonly #server: string | undefined;
  readonly #maxQueued: number;
  readonly #queue: CallQueue<Call>;
  #timer: NodeJS.Timeout | undefined;
  #state: LineStatus["state"] | undefined;
  #closed = false;

  constructor(inner: ServerTransport, limit: RateLimitedOptions) {
    super(inner);
    this.#server = limit.name;
    this.#maxQueued = limit.maxQueued ?? rateLimitDefaults.maxQueued;
    this.#queue = new CallQueue(limit);
    inner.onmessage = (message, extra) => {
      if (!("method" in message) && message.id !== undefined && message.id !== null) this.#end(message.id);
      this.onmessage?.(message, extra);
    };
    inner.onstatus = (status) => this.#changed(status);
    inner.onclose = () => {
      this.#stop();
      // Those that wait hear that they were never sent before the client takes all it asked for lost.
      queueMicrotask(() => this.onclose?.());
    };
  }

  /** A call's promise settles at the earliest when it was sent, or can no longer be. */
  override send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if ("method" in message && "id" in message && limited.has(message.method) && !this.#closed) {
      return this.#call(message, options);
    }
    if ("method" in message && message.method === "notifications/cancelled") {
      const id = message.params?.requestId as RequestId;
      if (this.#withdraw(id)) return Promise.resolve();
      // The server has to stop, and must not answer: nothing else would tell that the call has ended.
      return super.send(message, options).finally(() => this.#end(id));
    }
    return super.send(message, options);
  }

  override async close(): Promise<void> {
    this.#stop();
    await super.close();
  }

  #call(message: JSONRPCRequest, options: TransportSendOptions | undefined): Promise<void> {
    const { id } = message;
    const signal = options?.requestSignal;
    if (signal?.aborted) return Promise.resolve();
    const sent = new Promise<void>((resolve, reject) => {
      this.#queue.add(id, { message, options, resolve, reject });
    });
    const abort = () => this.#withdraw(id) || this.#end(id);
    signal?.addEventListener("abort", abort, { once: true });
    this.#advance();
    // Refused only if it could not go at once.
    if (this.#queue.size > this.#maxQueued)
      this.#queue.withdraw(id)?.reject(queueFull(this.#server, this.#maxQueued));
    return sent;
  }

  /** Sends what may be sent now, and comes back when time lets the next one go. The only place with a timer. */
  #advance(): void {
    while (!this.#isHeld) {
      const call = this.#queue.next(performance.now());
      if (call === undefined) break;
      this.#dispatch(call);
    }
    clearTimeout(this.#timer);
    const waitMs = this.#isHeld ? undefined : this.#queue.waitMs(performance.now());
    if (waitMs !== undefined) this.#timer = setTimeout(() => this.#advance(), Math.ceil(waitMs));
  }

  get #isHeld(): boolean {
    return this.inner.status?.state === "reconnecting";
  }

  #dispatch({ message, options, resolve, reject }: Call): void {
    super.send(message, options).then(resolve, (error: Error) => {
      this.#end(message.id);
      reject(error);
    });
  }

  /** Takes a call out of the queue that nobody waits for any more. @returns whether it was there */
  #withdraw(id: RequestId): boolean {
    const call = this.#queue.withdraw(id);
    call?.resolve();
    if (this.#queue.size === 0) clearTimeout(this.#timer);
    return call !== undefined;
  }

  #end(id: RequestId): void {
    if (this.#queue.end(id)) this.#advance();
  }

  #changed(status: LineStatus): void {
    const before = this.#state;
    this.#state = status.state;
    // One attempt was made for all that wait, not one for each.
    if (status.state === "failed" && before !== "failed")
      this.#rejectWaiting(failedWhileWaiting(this.#server, status.cause));
    this.onstatus?.(status);
    // The line below first sends what it kept: that was asked for before.
    if (this.#queue.size > 0) queueMicrotask(() => this.#advance());
  }

  #stop(): void {
    this.#closed = true;
    this.#rejectWaiting(closedWhileWaiting(this.#server));
    clearTimeout(this.#timer);
  }

  #rejectWaiting(error: Error): void {
    for (const { reject } of this.#queue.clear()) reject(error);
  }
}
