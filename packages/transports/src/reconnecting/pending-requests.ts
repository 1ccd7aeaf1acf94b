import type { JSONRPCRequest, RequestId, TransportSendOptions } from "@modelcontextprotocol/client";
import { keepShape } from "../keep-shape.js";
import { ShortLivedMap } from "../short-lived-map.js";

/** A request of the client that has no answer yet. */
export class PendingRequest {
  static {
    keepShape(new PendingRequest({ jsonrpc: "2.0", id: 0, method: "" }, undefined));
  }

  readonly message: JSONRPCRequest;
  readonly options: TransportSendOptions | undefined;
  /** How often it was sent. */
  sends = 0;
  /** Whether it is on its way to the server: otherwise it waits to be sent. */
  inFlight = false;
  /** Resolves when it is settled, rejects with why it cannot be answered. */
  readonly settled: Promise<void>;
  resolve!: () => void;
  reject!: (error: Error) => void;

  constructor(message: JSONRPCRequest, options: TransportSendOptions | undefined) {
    this.message = message;
    this.options = options;
    this.settled = new Promise<void>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}

/** The requests of the client that have no answer yet. Each is settled once. */
export class PendingRequests {
  readonly #requests = new ShortLivedMap<RequestId, PendingRequest>();
  /** Streams that were closed by their signal, of which the server is not told yet. */
  readonly #closed = new Set<RequestId>();

  /** @param options - whose `requestSignal` withdraws it */
  add(message: JSONRPCRequest, options: TransportSendOptions | undefined): PendingRequest {
    const request = new PendingRequest(message, options);
    this.#requests.set(message.id, request);
    if (options?.requestSignal) this.#withdrawAt(options.requestSignal, request);
    return request;
  }

  #withdrawAt(signal: AbortSignal, { message, settled }: PendingRequest): void {
    const withdraw = () => {
      const { inFlight = false } = this.settle(message.id) ?? {};
      if (inFlight && message.method === "subscriptions/listen") this.#closed.add(message.id);
    };
    signal.addEventListener("abort", withdraw, { once: true });
    const stopListening = () => signal.removeEventListener("abort", withdraw);
    settled.then(stopListening, stopListening);
  }

  get(id: RequestId): PendingRequest | undefined {
    return this.#requests.get(id);
  }

  has(request: PendingRequest): boolean {
    return this.#requests.get(request.message.id) === request;
  }

  /** It was answered, or nobody waits for it any more. @returns the request, if it was pending */
  settle(id: RequestId): PendingRequest | undefined {
    const request = this.#requests.take(id);
    request?.resolve();
    return request;
  }

  /**
   * The SDK closes a stream of notifications by its signal first, and then says so to the server, which over stdio learns
   * of it in no other way.
   *
   * @returns whether the server has to be told
   */
  takeClosed(id: RequestId): boolean {
    return this.#closed.delete(id);
  }

  /** The session is over: what was closed in it is of no interest any more. */
  forgetClosed(): void {
    this.#closed.clear();
  }

  fail(request: PendingRequest, error: Error): void {
    if (!this.has(request)) return;
    this.#requests.take(request.message.id);
    request.reject(error);
  }

  /** In the order in which they came. */
  all(): PendingRequest[] {
    return this.#requests.values();
  }

  /** Those that wait to be sent. */
  waiting(): PendingRequest[] {
    return this.all().filter(({ inFlight }) => !inFlight);
  }

  /** Those on their way. */
  inFlight(): PendingRequest[] {
    return this.all().filter(({ inFlight }) => inFlight);
  }
}
