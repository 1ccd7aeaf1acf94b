import type { JSONRPCMessage, MessageExtraInfo } from "@modelcontextprotocol/client";
import { RepeatRule } from "../reconnecting/safe-to-repeat.js";
import type { ReplicaStatus, ServerTransport } from "../server-transport.js";
import type { Agreement } from "./agreement.js";
import { Breaker } from "./circuit.js";
import type { Item } from "./lists.js";
import type { BalancedOptions } from "./options.js";
import type { Outcome } from "./outcome.js";
import { ReplicaLine } from "./replica-line.js";
import type { AskOptions } from "./replica-session.js";
import type { ClientRequest } from "./request-ids.js";

/** What a replica tells the transport above all of them. */
export interface ReplicaListener {
  message(replica: Replica, message: JSONRPCMessage, extra: MessageExtraInfo | undefined): void;
  error(error: Error): void;
  /** Its status is another. */
  changed(replica: Replica): void;
  /** A session is open, and has still to be made ready for calls. */
  prepare(replica: Replica): Promise<void>;
  /** It is ready, for the first time or again. After a new handshake its capabilities are told. */
  joined(replica: Replica, capabilities?: Readonly<Record<string, unknown>>): void;
}

/** What the replicas of a server have in common. */
export interface ReplicaContext {
  readonly options: BalancedOptions;
  readonly agreement: Agreement;
  readonly listener: ReplicaListener;
  /** A number that no session has yet. */
  nextSession(): number;
}

/** One replica of a server: the line to it, whether it gets calls, and what it offers. */
export class Replica {
  readonly index: number;
  /** What it is called in messages. */
  readonly label: string;
  readonly line: ReplicaLine;
  /** How its tools are marked. */
  readonly rule = new RepeatRule();
  /** Its tools, once they are known. */
  tools: readonly Item[] | undefined;
  /** Those of them that not all replicas have. */
  leftOut: readonly string[] = [];
  readonly #url: string | undefined;
  readonly #breaker: Breaker;
  #inFlight = 0;

  constructor(index: number, open: () => ServerTransport, context: ReplicaContext) {
    const { options, agreement, listener } = context;
    const { name: server, logger } = options;
    this.index = index;
    this.#url = options.urls?.[index];
    this.label = `replica ${index + 1}${this.#url === undefined ? "" : ` (${this.#url})`}`;
    this.#breaker = new Breaker(options.circuit, (circuit) => {
      logger?.warn({ server, replica: this.label, circuit }, "the circuit of a replica has changed");
      listener.changed(this);
    });
    this.line = new ReplicaLine(
      open,
      { label: this.label, options, agreement, nextSession: () => context.nextSession() },
      {
        message: (message, extra) => listener.message(this, message, extra),
        error: (error) => listener.error(error),
        changed: () => listener.changed(this),
        prepare: () => listener.prepare(this),
        joined: (capabilities) => listener.joined(this, capabilities),
      },
    );
  }

  get isReady(): boolean {
    return this.line.isReady;
  }

  /** Whether it is ready and has not failed too often. */
  get isSound(): boolean {
    return this.isReady && this.#breaker.state === "closed";
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get status(): ReplicaStatus {
    const { session, status, lastError } = this.line;
    const { pid } = session.transport;
    return {
      index: this.index,
      ...(this.#url !== undefined && { url: this.#url }),
      ...(pid !== undefined && { pid }),
      state: status.state,
      inFlight: this.#inFlight,
      failures: status.failures,
      circuit: this.#breaker.state,
      ...(lastError && { lastError }),
      ...(this.leftOut.length > 0 && { leftOut: this.leftOut }),
    };
  }

  /** Makes a call. @returns nothing when the replica has failed too often, and it is no time for a trial */
  call(request: ClientRequest, how: AskOptions): Promise<Outcome> | undefined {
    return this.#breaker.run(() => this.#work(request, how));
  }

  /** Makes a call even when the replica has failed too often. */
  callAnyway(request: ClientRequest, how: AskOptions): Promise<Outcome> {
    return this.#breaker.force(() => this.#work(request, how));
  }

  /** Asks something that all replicas are asked. */
  ask(request: ClientRequest, how?: AskOptions): Promise<Outcome> {
    return this.#breaker.force(() => this.line.session.ask(request, how));
  }

  async #work(request: ClientRequest, how: AskOptions): Promise<Outcome> {
    this.#inFlight += 1;
    try {
      return await this.line.session.ask(request, how);
    } finally {
      this.#inFlight -= 1;
    }
  }
}
