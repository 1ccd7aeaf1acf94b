import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type {
  JSONRPCMessage,
  JSONRPCNotification,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import type { McpTeamError } from "../errors/index.js";
import type { LineStatus, ServerTransport, TransportKind } from "../server-transport.js";
import { pauseBefore } from "./backoff.js";
import { type LineOfRequests, LineRequests } from "./line-requests.js";
import { listChanges } from "./messages.js";
import { openNextSession } from "./open-next-session.js";
import { type ReconnectPolicy, reconnectDefaults } from "./options.js";
import { Session } from "./session.js";
import { SessionMemory } from "./session-memory.js";
import { failuresIn, type LineEvent, type LineState, transition } from "./state.js";
import { WithdrawnIds } from "./withdrawn-ids.js";

/** How a line is kept. */
export interface ReconnectingOptions extends ReconnectPolicy {
  /** The time that one attempt may take, handshake included, in milliseconds. */
  readonly timeoutMs: number;
  /** The server's name in errors and logs. */
  readonly name?: string;
  readonly logger?: Logger;
}

/**
 * A line that outlives its processes and sockets: when its transport ends, it opens another, repeats the MCP handshake, sends
 * again what can be repeated without harm, and rejects the rest. The client above notices nothing.
 *
 * Until the first handshake is done, failures are the caller's.
 *
 * @param open - makes a transport, not yet started
 */
export function reconnecting(open: () => ServerTransport, options: ReconnectingOptions): ServerTransport {
  return new ReconnectingTransport(open, options);
}

class ReconnectingTransport implements ServerTransport, LineOfRequests {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ServerTransport["onmessage"];
  onstatus?: (status: LineStatus) => void;

  readonly memory = new SessionMemory();
  readonly options: ReconnectingOptions & Required<ReconnectPolicy>;
  readonly #open: () => ServerTransport;
  readonly #requests = new LineRequests(this);
  readonly #withdrawn = new WithdrawnIds();
  readonly #closing = new AbortController();
  /** The ends of sessions that are over, which `close()` waits for. */
  readonly #endings = new Set<Promise<void>>();
  #state: LineState = { kind: "connecting" };
  /** The session that messages go to, the last one that was, or the one that is being opened. */
  #session: Session;
  #sessions = 0;
  #supportedVersions: string[] | undefined;
  #reopening: Promise<void> | undefined;
  #proof: NodeJS.Timeout | undefined;
  #closed: Promise<void> | undefined;

  constructor(open: () => ServerTransport, options: ReconnectingOptions) {
    this.#open = open;
    this.options = { ...reconnectDefaults, ...options };
    // Any number of requests may wait to be sent again, and all of them stop when the line is closed.
    setMaxListeners(0, this.closing);
    this.#session = this.#newSession();
  }

  get state(): LineState {
    return this.#state;
  }

  get session(): Session {
    return this.#session;
  }

  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  get kind(): TransportKind {
    return this.#session.transport.kind;
  }

  get pid(): number | undefined {
    return this.#session.transport.pid;
  }

  get sessionId(): string | undefined {
    return this.#session.transport.sessionId;
  }

  get hasPerRequestStream(): boolean {
    return this.#session.transport.hasPerRequestStream === true;
  }

  get status(): LineStatus {
    const state = this.#state;
    const failures = failuresIn(state, this.options.maxAttempts);
    // Nothing is sent over a session that is about to be given up: who has another line takes that.
    const cause = this.#requests.dyingBecause;
    if (state.kind === "ready" && cause) return { state: "reconnecting", failures, cause };
    return { state: state.kind, failures, ...("cause" in state && { cause: state.cause }) };
  }

  start(): Promise<void> {
    return this.#session.transport.start();
  }

  /** A request's promise settles when the request does: it rejects when there can be no answer any more. */
  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if (this.#state.kind === "closed")
      return Promise.reject(this.#session.transport.explain(undefined, "call"));
    if ("method" in message && "id" in message) return this.#requests.ask(message, options);
    // An answer finds its session by its id.
    if (!("method" in message)) return this.#session.send(message, options);
    return this.#notify(message, options);
  }

  async #notify(message: JSONRPCNotification, options?: TransportSendOptions): Promise<void> {
    if (message.method === "notifications/cancelled") {
      const id = message.params?.requestId as RequestId;
      if (!this.#requests.withdraw(id)) return;
      this.#withdrawn.add(id);
    }
    // A notification belongs to the session of this moment: another one has no use for it.
    if (this.#state.kind !== "ready" && this.#state.kind !== "connecting") return;
    await this.#session.send(message, options);
    if (message.method === "notifications/initialized") this.#firstReady();
  }

  setProtocolVersion(version: string): void {
    this.memory.protocolVersion = version;
    this.#session.transport.setProtocolVersion?.(version);
    if (this.memory.handshake && !this.memory.isLegacy) this.#firstReady();
  }

  setSupportedProtocolVersions(versions: string[]): void {
    this.#supportedVersions = versions;
    this.#session.transport.setSupportedProtocolVersions?.(versions);
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  explain(cause: unknown, phase: "connect" | "call"): McpTeamError {
    return this.#session.transport.explain(cause, phase);
  }

  #newSession(): Session {
    this.#sessions += 1;
    const session: Session = new Session(this.#open(), this.#sessions, {
      message: (message, extra) => this.#receive(message, extra),
      // It is not asked for again: those above may, and know that they have missed something.
      unsubscribed: (id) => void this.#requests.withdraw(id),
      error: (error) => this.onerror?.(error),
      ended: (cause) => this.lose(session, cause),
    });
    if (this.#supportedVersions) session.transport.setSupportedProtocolVersions?.(this.#supportedVersions);
    return session;
  }

  #firstReady(): void {
    if (this.#state.kind === "connecting") this.change({ type: "opened" });
  }

  #receive(message: JSONRPCMessage, extra: Parameters<NonNullable<ServerTransport["onmessage"]>>[1]): void {
    if ("method" in message || this.#requests.take(message) || this.#takeLate(message))
      this.onmessage?.(message, extra);
  }

  /** An answer to what was withdrawn tells those above that the server works on it no more, and so asks nothing for it. */
  #takeLate(answer: JSONRPCMessage): boolean {
    return "id" in answer && answer.id !== undefined && this.#withdrawn.take(answer.id);
  }

  /** A session is over, by its own end or because it is of no use any more. */
  lose(session: Session, cause: Error): void {
    if (session !== this.#session || this.#state.kind === "closed") return;
    this.#letGo(session);
    this.#withdrawn.clear();
    if (this.#state.kind === "connecting") {
      this.#state = { kind: "closed" };
      this.onclose?.();
      return;
    }
    // An attempt that fails says so by itself.
    if (this.#state.kind !== "ready") return;
    this.change({ type: "lost", cause });
    this.#requests.lost(cause);
    this.onerror?.(cause);
  }

  #letGo(session: Session): void {
    const ending = session.close().catch((error: Error) => this.onerror?.(error));
    this.#endings.add(ending);
    void ending.finally(() => this.#endings.delete(ending));
  }

  /** The one place where the state changes, and where what follows from it begins. */
  change(event: LineEvent): void {
    const before = this.#state;
    this.#state = transition(before, event, this.options.maxAttempts);
    if (this.#state === before) return;
    clearTimeout(this.#proof);
    switch (this.#state.kind) {
      case "ready":
        if (!this.#state.proved) {
          this.#proof = setTimeout(() => this.change({ type: "proved" }), this.options.stableAfterMs).unref();
        }
        break;
      case "reconnecting":
        this.#startReopening();
        break;
      case "failed":
        this.#requests.giveUp(this.#state.cause);
        break;
    }
    if (this.#state.kind !== before.kind || this.#state.kind === "reconnecting") this.onstatus?.(this.status);
  }

  /** At most one at a time. */
  #startReopening(): void {
    this.#reopening ??= this.#reopen().finally(() => {
      this.#reopening = undefined;
      // It may have been wanted again in the moment in which it gave up.
      if (this.#state.kind === "reconnecting") this.#startReopening();
    });
  }

  /** Tries until a session is open, or the state is another. */
  async #reopen(): Promise<void> {
    const { logger, name: server, maxAttempts } = this.options;
    while (this.#state.kind === "reconnecting") {
      const { failures, atOnce, cause } = this.#state;
      const pauseMs = Math.round(atOnce ? 0 : pauseBefore(failures, this.options));
      logger?.warn({ server, err: cause, failures, maxAttempts, pauseMs }, "reconnecting");
      await delay(pauseMs, undefined, { signal: this.closing, ref: false }).catch(() => {});
      if (!this.closing.aborted) await this.#attempt();
    }
  }

  async #attempt(): Promise<void> {
    const { logger, name, timeoutMs } = this.options;
    const start = performance.now();
    const session = this.#newSession();
    this.#session = session;
    try {
      const capabilities = await openNextSession(session, this.memory, {
        timeoutMs,
        signal: this.closing,
        name,
      });
      if (this.closing.aborted) return;
      const tookMs = Math.round(performance.now() - start);
      logger?.info({ server: name, serverPid: this.pid, tookMs }, "connected again");
      this.change({ type: "opened" });
      this.#requests.resume();
      for (const notification of listChanges(capabilities)) this.onmessage?.(notification);
    } catch (error) {
      const cause = session.transport.explain(error, "connect");
      this.#letGo(session);
      await Promise.all(this.#endings);
      this.change({ type: "lost", cause });
    }
  }

  async #end(): Promise<void> {
    const wasClosed = this.#state.kind === "closed";
    this.change({ type: "closed" });
    this.#closing.abort();
    clearTimeout(this.#proof);
    await this.#session.close();
    await this.#reopening;
    await Promise.all(this.#endings);
    if (!wasClosed) this.onclose?.();
    this.#requests.end(this.explain(undefined, "call"));
  }
}
