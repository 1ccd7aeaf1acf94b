import {
  type JSONRPCMessage,
  type JSONRPCNotification,
  type JSONRPCRequest,
  type MessageExtraInfo,
  SUBSCRIPTION_ID_META_KEY,
  type TransportSendOptions,
} from "@modelcontextprotocol/client";
import { ConfigurationError, McpTeamError } from "../errors/index.js";
import { listChanges } from "../reconnecting/messages.js";
import type { LineStatus, ReplicaStatus, ServerTransport, TransportKind } from "../server-transport.js";
import { Agreement } from "./agreement.js";
import { closedWhileWaiting, noneConnected } from "./failures.js";
import { makeFirstRequest } from "./first-request.js";
import { Offer } from "./offer.js";
import type { BalancedOptions } from "./options.js";
import { Replica, type ReplicaContext } from "./replica.js";
import { ReplicaPool } from "./replica-pool.js";
import { Requests } from "./requests.js";
import { statusOf } from "./status-of.js";

/**
 * One server with several replicas, as one transport. Each replica has a session of its own. A call goes to one of them, by the
 * strategy; when that one is lost, to another, if it was never run or can be repeated without harm.
 *
 * The replicas may be lines that reopen themselves: with `maxSends: 1`, so that what one of them loses goes to another one instead
 * of waiting for it. Those that have given up, or cannot reopen themselves, are opened anew in the background.
 *
 * @param replicas - make the lines to the replicas, not yet started; called again whenever a new one is needed
 * @throws ConfigurationError when there is no replica
 */
export function balanced(
  replicas: readonly (() => ServerTransport)[],
  options: BalancedOptions,
): ServerTransport {
  return new BalancedTransport(replicas, options);
}

/** The requests that open a session. */
const handshakes = new Set(["initialize", "server/discover"]);

class BalancedTransport implements ServerTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ServerTransport["onmessage"];
  onstatus?: (status: LineStatus) => void;

  readonly #options: BalancedOptions;
  readonly #agreement = new Agreement();
  readonly #replicas: readonly Replica[];
  readonly #pool: ReplicaPool;
  readonly #offer: Offer;
  readonly #requests: Requests;
  #sessions = 0;
  #phase: "connecting" | "agreed" | "closed" = "connecting";
  #lastStatus = "";
  #closed: Promise<void> | undefined;

  constructor(open: readonly (() => ServerTransport)[], options: BalancedOptions) {
    this.#options = options;
    if (open.length === 0) {
      const message = "is empty: give at least one replica";
      throw new ConfigurationError([{ path: "replicas", message }]);
    }
    const context: ReplicaContext = {
      options,
      agreement: this.#agreement,
      nextSession: () => ++this.#sessions,
      listener: {
        message: (replica, message, extra) => this.#receive(replica, message, extra),
        error: (error) => this.onerror?.(error),
        changed: () => this.#changed(),
        prepare: (replica) => this.#offer.prepare(replica),
        joined: (replica, capabilities) => this.#joined(replica, capabilities),
      },
    };
    this.#replicas = open.map((one, index) => new Replica(index, one, context));
    this.#pool = new ReplicaPool(this.#replicas, options.name);
    const deliver = (message: JSONRPCMessage, extra?: MessageExtraInfo) => this.onmessage?.(message, extra);
    this.#offer = new Offer(this.#pool, options, {
      message: deliver,
      error: (error) => this.onerror?.(error),
    });
    this.#requests = new Requests({
      pool: this.#pool,
      agreement: this.#agreement,
      offer: this.#offer,
      options,
      deliver,
    });
  }

  get kind(): TransportKind {
    return this.#typical.kind;
  }

  get hasPerRequestStream(): boolean {
    return this.#typical.hasPerRequestStream === true;
  }

  get status(): LineStatus {
    if (this.#phase !== "agreed") return { state: this.#phase, failures: 0 };
    return statusOf(this.replicas);
  }

  get replicas(): readonly ReplicaStatus[] {
    return this.#replicas.map(({ status }) => status);
  }

  /** Resolves when one replica has started. */
  async start(): Promise<void> {
    try {
      await Promise.any(this.#replicas.map(({ line }) => line.start()));
    } catch (error) {
      throw (error as AggregateError).errors[0];
    }
  }

  /** A request's promise settles when the request does: it rejects when there can be no answer any more. */
  async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if (this.#phase === "closed") throw closedWhileWaiting(this.#options.name);
    if (!("method" in message)) return this.#reply(message, options);
    if (!("id" in message)) return this.#notify(message);
    if (this.#phase === "connecting" && handshakes.has(message.method)) return this.#open(message, options);
    return this.#requests.make(message, options);
  }

  setProtocolVersion(version: string): void {
    this.#agreement.protocolVersion = version;
    if (this.#agreement.handshake && !this.#agreement.isLegacy) this.#agreed();
  }

  setSupportedProtocolVersions(versions: string[]): void {
    this.#agreement.supportedVersions = versions;
    for (const { line } of this.#replicas) line.session.transport.setSupportedProtocolVersions?.(versions);
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  explain(cause: unknown, phase: "connect" | "call"): McpTeamError {
    if (phase === "call") return McpTeamError.isInstance(cause) ? cause : this.#typical.explain(cause, phase);
    const failures = this.#replicas.map(({ label, line }) => ({
      label,
      cause: line.lastError ?? line.session.transport.explain(cause, phase),
    }));
    return noneConnected(this.#options.name, failures);
  }

  /** A transport that stands for all. */
  get #typical(): ServerTransport {
    const replica = this.#replicas.find(({ isReady }) => isReady) ?? (this.#replicas[0] as Replica);
    return replica.line.session.transport;
  }

  async #open(request: JSONRPCRequest, options: TransportSendOptions | undefined): Promise<void> {
    const { method, params } = request;
    // Noted before the answer is delivered: the client goes on from there at once.
    this.#agreement.handshake = { method, params };
    await makeFirstRequest(this.#replicas, request, options, (answer) => this.onmessage?.(answer));
  }

  async #notify(notification: JSONRPCNotification): Promise<void> {
    switch (notification.method) {
      case "notifications/cancelled":
        return this.#requests.withdrawals.withdraw(notification);
      case "notifications/initialized":
        this.#agreed();
        return this.#pool.someReady();
      case "notifications/progress":
        return this.#reply(notification);
      default:
        // A session that is opened later asks for what it wants to know.
        await Promise.allSettled(this.#pool.ready.map(({ line }) => line.session.tell(notification)));
    }
  }

  /** What answers a server finds its session by its name. */
  async #reply(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    await Promise.all(this.#replicas.map(({ line }) => line.session.reply(message, options)));
  }

  #agreed(): void {
    if (this.#phase !== "connecting") return;
    this.#phase = "agreed";
    for (const { line } of this.#replicas) line.admit();
  }

  #receive(replica: Replica, message: JSONRPCMessage, extra: MessageExtraInfo | undefined): void {
    if (!("method" in message)) return;
    if (message.method === "notifications/tools/list_changed") return void this.#offer.refresh(replica);
    if (message.method === "notifications/subscriptions/acknowledged") {
      const time = this.#requests.subscriptions.acknowledge(
        replica,
        message.params?._meta?.[SUBSCRIPTION_ID_META_KEY],
      );
      // Nobody told of changes while the stream was not there.
      if (time === "again") void this.#offer.refresh(replica);
      if (time !== "first") return;
    }
    this.onmessage?.(message, extra);
  }

  #joined(replica: Replica, capabilities: Readonly<Record<string, unknown>> = {}): void {
    this.#requests.subscriptions.joined(replica);
    this.#offer.compare();
    const { tools: _, ...others } = capabilities;
    for (const notification of listChanges(others)) this.onmessage?.(notification);
  }

  #changed(): void {
    if (this.#phase !== "agreed") return;
    this.#pool.changed();
    this.#offer.compare();
    const { status, replicas } = this;
    const news = JSON.stringify(
      replicas.map(({ state, failures, circuit, pid }) => [state, failures, circuit, pid]),
    );
    if (news === this.#lastStatus) return;
    this.#lastStatus = news;
    this.onstatus?.(status);
  }

  async #end(): Promise<void> {
    this.#phase = "closed";
    await this.#pool.close();
    this.onstatus?.(this.status);
    this.onclose?.();
  }
}
