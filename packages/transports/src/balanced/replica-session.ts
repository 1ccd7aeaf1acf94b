import type {
  JSONRPCMessage,
  JSONRPCNotification,
  MessageExtraInfo,
  TransportSendOptions,
} from "@modelcontextprotocol/client";
import { McpTeamError } from "../errors/index.js";
import { provesStable } from "../reconnecting/messages.js";
import { relatedRequest, relatedTo } from "../related-request.js";
import type { ServerTransport } from "../server-transport.js";
import { ShortLivedMap } from "../short-lived-map.js";
import { type Failed, failed, fateOf, type Outcome } from "./outcome.js";
import { type ClientRequest, RequestIds } from "./request-ids.js";
import { ServerIds } from "./server-ids.js";
import { isLate, type Withdrawal } from "./withdrawals.js";

/** What a session tells its replica. */
export interface SessionListener {
  /** A message for the client, with names that the client knows. */
  message(message: JSONRPCMessage, extra: MessageExtraInfo | undefined): void;
  /** Something is wrong, and the session goes on. */
  error(error: Error): void;
  /** The line that carries the session was lost, or is there again. */
  changed(): void;
}

/** How one request is to be made. */
export interface AskOptions {
  readonly options?: TransportSendOptions | undefined;
  readonly withdrawal?: Withdrawal | undefined;
  /** Called with the answer before anything that arrives after it. */
  readonly onAnswer?: ((answer: JSONRPCMessage, extra: MessageExtraInfo | undefined) => void) | undefined;
}

/** How a session ended. */
export interface SessionEnd {
  readonly cause: McpTeamError;
  /** Whether its line has tried to come back, in vain. */
  readonly gaveUp: boolean;
}

type Settle = (outcome: Outcome, extra?: MessageExtraInfo) => void;

/** One session with a replica, from its start to its end: requests under numbers of its own, and what became of them. */
export class ReplicaSession {
  readonly transport: ServerTransport;
  /** Resolves when it has ended, by itself or by `close()`. */
  readonly ended: Promise<SessionEnd>;
  readonly #listener: SessionListener;
  readonly #ids = new RequestIds();
  readonly #serverIds: ServerIds;
  readonly #pending = new ShortLivedMap<number, Settle>();
  /** The requests for subscriptions among them. */
  readonly #subscriptions = new Set<number>();
  #resolveEnded: (end: SessionEnd) => void = () => {};
  #phase: "connect" | "call" = "connect";
  #reported: Error | undefined;
  #end: SessionEnd | undefined;
  #hasWorked = false;

  /** @param number - that no other session of any replica has */
  constructor(transport: ServerTransport, number: number, listener: SessionListener) {
    this.transport = transport;
    this.#listener = listener;
    this.#serverIds = new ServerIds(number);
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    transport.onmessage = (message, extra) => this.#receive(message, extra);
    transport.onerror = (error) => {
      this.#reported = error;
      if (!this.#end) listener.error(error);
    };
    transport.onclose = () => this.#finish(this.explain(this.#reported));
    transport.onstatus = ({ state, cause }) => {
      if (state === "failed") this.#finish(this.explain(cause), true);
      else listener.changed();
    };
  }

  /** Whether it can carry calls at this moment. */
  get isReady(): boolean {
    return !this.#end && this.#phase === "call" && (this.transport.status?.state ?? "ready") === "ready";
  }

  /** Whether it has answered a call. */
  get hasWorked(): boolean {
    return this.#hasWorked;
  }

  /** The handshake is done. */
  open(): void {
    this.#phase = "call";
  }

  explain(error: unknown): McpTeamError {
    const isClear = this.#phase === "call" && McpTeamError.isInstance(error);
    return isClear ? error : this.transport.explain(error, this.#phase);
  }

  /** Makes a request, and says what became of it. Never rejects. */
  ask(request: ClientRequest, { options, withdrawal, onAnswer }: AskOptions = {}): Promise<Outcome> {
    if (this.#end) return Promise.resolve(failed("never-ran", this.#end.cause));
    if (withdrawal?.signal.aborted) return Promise.resolve({ kind: "withdrawn", late: isLate(withdrawal) });
    const wire = this.#ids.assign(request);
    const requestSignal = this.transport.hasPerRequestStream ? options?.requestSignal : undefined;
    return new Promise((resolve) => {
      const stop = () => {
        settle({ kind: "withdrawn", late: withdrawal !== undefined && isLate(withdrawal) });
        // A stream of its own that is given up says so by itself.
        if (!requestSignal?.aborted) this.#cancel(wire.id, withdrawal?.notification);
      };
      const settle: Settle = (outcome, extra) => {
        if (!this.#pending.take(wire.id)) return;
        withdrawal?.signal.removeEventListener("abort", stop);
        if (outcome.kind === "answered") {
          this.#hasWorked ||= provesStable(wire);
          onAnswer?.(outcome.answer, extra);
        }
        this.#ids.release(wire.id);
        this.#subscriptions.delete(wire.id);
        resolve(outcome);
      };
      this.#pending.set(wire.id, settle);
      if (wire.method === "subscriptions/listen") this.#subscriptions.add(wire.id);
      withdrawal?.signal.addEventListener("abort", stop, { once: true });
      const onRequestStreamEnd = () => settle(failed("unknown", this.explain(this.#reported)));
      this.transport
        .send(wire, { ...options, requestSignal, onRequestStreamEnd })
        .catch((error: unknown) => settle(this.#notSent(error)));
    });
  }

  /** Sends a notification. */
  tell(notification: JSONRPCNotification): Promise<void> {
    return this.transport.send(notification);
  }

  /** Sends on an answer or a progress notification of the client, if this session asked for it. */
  async reply(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if (this.#end || ("method" in message && "id" in message)) return;
    const own =
      "method" in message
        ? this.#serverIds.progressToServer(message)
        : this.#serverIds.answerToServer(message);
    if (own) await this.transport.send(own, options);
  }

  async close(): Promise<void> {
    this.#finish(this.explain(this.#reported));
    await this.transport.close();
  }

  #receive(message: JSONRPCMessage, extra: MessageExtraInfo | undefined): void {
    if (this.#end) return;
    if (!("method" in message)) {
      const settle = this.#pending.get(Number(message.id));
      // A second answer, or one to something that nobody waits for.
      if (!settle) return;
      const id = this.#ids.clientId(message.id);
      settle({ kind: "answered", answer: id === undefined ? message : { ...message, id } }, extra);
      return;
    }
    const known = "id" in message ? message : this.#ids.toClient(message);
    if (!known) return;
    const shown = this.#serverIds.toClient(known);
    // What it has not asked itself is a subscription, or nothing that is open.
    if (shown === message && message.method === "notifications/cancelled")
      this.#unsubscribe(message.params?.requestId);
    else this.#listener.message(shown, relatedTo(this.#ids.clientId(relatedRequest(extra)), extra));
  }

  /** A server that ends a subscription says that the request for it is cancelled. */
  #unsubscribe(id: unknown): void {
    if (typeof id !== "number" || !this.#subscriptions.has(id)) return;
    this.#pending.get(id)?.(failed("unknown", this.explain(undefined)));
  }

  #notSent(error: unknown): Failed {
    const cause = this.explain(error);
    const fate = fateOf(cause);
    // A line knows by itself that it is lost; a bare transport may have no end of its own.
    if (fate === "never-ran" && this.#phase === "call" && this.transport.status === undefined)
      this.#finish(cause);
    return failed(fate, cause, error);
  }

  #cancel(requestId: number, notification: JSONRPCNotification | undefined): void {
    this.transport
      .send({
        jsonrpc: "2.0",
        method: "notifications/cancelled",
        params: { ...notification?.params, requestId },
      })
      .catch((error: Error) => this.#listener.error(error));
  }

  #finish(cause: McpTeamError, gaveUp = false): void {
    if (this.#end) return;
    this.#end = { cause, gaveUp };
    for (const settle of this.#pending.values()) settle(failed("unknown", cause));
    this.#resolveEnded(this.#end);
  }
}
