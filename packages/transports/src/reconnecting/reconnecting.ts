import { setTimeout as delay } from "node:timers/promises";
import type { JSONRPCMessage, JSONRPCRequest, TransportSendOptions } from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import { ConnectionError, type McpTeamError, TimeoutError } from "../errors/index.js";
import type { LineStatus, ServerTransport, TransportKind } from "../server-transport.js";
import { pauseBefore } from "./backoff.js";
import { listChanges, provesStable } from "./messages.js";
import { type ReconnectPolicy, reconnectDefaults } from "./options.js";
import { type PendingRequest, PendingRequests } from "./pending-requests.js";
import { RepeatRule } from "./safe-to-repeat.js";
import { Session } from "./session.js";
import { SessionMemory } from "./session-memory.js";
import { type LineEvent, type LineState, transition } from "./state.js";
import { judge, lostInFlight } from "./verdict.js";

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

class ReconnectingTransport implements ServerTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ServerTransport["onmessage"];
  onstatus?: (status: LineStatus) => void;

  readonly #open: () => ServerTransport;
  readonly #options: ReconnectingOptions & Required<ReconnectPolicy>;
  readonly #pending = new PendingRequests();
  readonly #rule = new RepeatRule();
  readonly #memory = new SessionMemory();
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
    this.#options = { ...reconnectDefaults, ...options };
    this.#session = this.#newSession();
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
    return {
      state: state.kind,
      failures: "failures" in state ? state.failures : 0,
      ...("cause" in state && { cause: state.cause }),
    };
  }

  start(): Promise<void> {
    return this.#session.transport.start();
  }

  /** A request's promise settles when the request does: it rejects when there can be no answer any more. */
  async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if (this.#state.kind === "closed") throw this.#session.transport.explain(undefined, "call");
    if ("method" in message && "id" in message) return this.#request(message, options);
    // An answer finds its session by its id.
    if (!("method" in message)) return this.#session.send(message, options);
    if (message.method === "notifications/cancelled") {
      const request = this.#pending.settle(message.params?.requestId as string | number);
      if (!request?.inFlight) return;
    }
    // A notification belongs to the session of this moment: another one has no use for it.
    if (this.#state.kind !== "ready" && this.#state.kind !== "connecting") return;
    await this.#session.send(message, options);
    if (message.method === "notifications/initialized") this.#firstReady();
  }

  setProtocolVersion(version: string): void {
    this.#memory.protocolVersion = version;
    this.#session.transport.setProtocolVersion?.(version);
    if (this.#memory.handshake && !this.#memory.isLegacy) this.#firstReady();
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
      error: (error) => this.onerror?.(error),
      ended: (cause) => this.#lose(session, cause),
    });
    if (this.#supportedVersions) session.transport.setSupportedProtocolVersions?.(this.#supportedVersions);
    return session;
  }

  #firstReady(): void {
    if (this.#state.kind === "connecting") this.#change({ type: "opened" });
  }

  #request(message: JSONRPCRequest, options: TransportSendOptions | undefined): Promise<void> {
    const request = this.#pending.add(message, options);
    this.#dispatch(request);
    return request.settled;
  }

  #dispatch(request: PendingRequest): void {
    if (!this.#pending.has(request)) return;
    if (this.#state.kind === "connecting" || this.#state.kind === "ready")
      this.#transmit(request, this.#session);
    else this.#change({ type: "wanted" });
  }

  #transmit(request: PendingRequest, session: Session): void {
    request.inFlight = true;
    request.sends += 1;
    const onRequestStreamEnd = () => {
      if (session === this.#session && request.inFlight) this.#repeatOrFail(request, session.endedBecause);
    };
    session
      .send(request.message, { ...request.options, onRequestStreamEnd })
      .catch((error: Error) => this.#notSent(request, session, error));
  }

  #notSent(request: PendingRequest, session: Session, error: Error): void {
    // The loss of a session has settled what it carried.
    if (session !== this.#session || !request.inFlight || !this.#pending.has(request)) return;
    // Before the first handshake is done, the client judges by the error as it is.
    if (this.#state.kind === "connecting") {
      this.#pending.fail(request, error);
      return;
    }
    const explained = session.transport.explain(error, "call");
    const verdict = judge(explained);
    if (verdict === "unknown") {
      this.#repeatOrFail(request, explained);
      return;
    }
    request.inFlight = false;
    if (verdict === "refused" || request.sends >= this.#options.maxSends)
      this.#pending.fail(request, explained);
    if (verdict === "reopen") this.#lose(session, explained);
  }

  /** A request that was on its way will get no answer. */
  #repeatOrFail(request: PendingRequest, cause: Error): void {
    const { message, sends } = request;
    const safe = this.#rule.allows(message);
    // A stream of notifications is meant to be open for ever, so it is asked for again and again, ever more slowly.
    const endless = message.method === "subscriptions/listen";
    if (this.#state.kind === "connecting" || !safe || (sends >= this.#options.maxSends && !endless)) {
      this.#pending.fail(request, lostInFlight(message, { safe, cause, server: this.#options.name }));
      return;
    }
    request.inFlight = false;
    if (this.#state.kind === "failed") this.#pending.fail(request, this.#gaveUp(this.#state.cause));
    else if (endless) void this.#later(request);
    else if (this.#state.kind === "ready") this.#dispatch(request);
  }

  async #later(request: PendingRequest): Promise<void> {
    const pauseMs = pauseBefore(request.sends, this.#options);
    await delay(pauseMs, undefined, { signal: this.#closing.signal, ref: false }).catch(() => {});
    if (this.#state.kind === "ready" && !request.inFlight) this.#dispatch(request);
  }

  #receive(message: JSONRPCMessage, extra: Parameters<NonNullable<ServerTransport["onmessage"]>>[1]): void {
    if (!("method" in message) && message.id !== undefined && message.id !== null) {
      const request = this.#pending.get(message.id);
      // A second answer, or one to something that nobody asked.
      if (!request?.inFlight) return;
      this.#rule.learn(request.message.method, message);
      this.#memory.note(request.message, message);
      if (provesStable(request.message)) this.#change({ type: "proved" });
      this.#pending.settle(message.id);
    }
    this.onmessage?.(message, extra);
  }

  /** A session is over, by its own end or because it is of no use any more. */
  #lose(session: Session, cause: Error): void {
    if (session !== this.#session || this.#state.kind === "closed") return;
    this.#letGo(session);
    if (this.#state.kind === "connecting") {
      this.#state = { kind: "closed" };
      this.onclose?.();
      return;
    }
    // An attempt that fails says so by itself.
    if (this.#state.kind !== "ready") return;
    this.#change({ type: "lost", cause });
    for (const request of this.#pending.inFlight()) this.#repeatOrFail(request, cause);
    this.onerror?.(cause);
  }

  #letGo(session: Session): void {
    const ending = session.close().catch((error: Error) => this.onerror?.(error));
    this.#endings.add(ending);
    void ending.finally(() => this.#endings.delete(ending));
  }

  /** The one place where the state changes, and where what follows from it begins. */
  #change(event: LineEvent): void {
    const before = this.#state;
    this.#state = transition(before, event, this.#options.maxAttempts);
    if (this.#state === before) return;
    clearTimeout(this.#proof);
    switch (this.#state.kind) {
      case "ready":
        if (!this.#state.proved) {
          this.#proof = setTimeout(
            () => this.#change({ type: "proved" }),
            this.#options.stableAfterMs,
          ).unref();
        }
        break;
      case "reconnecting":
        this.#startReopening();
        break;
      case "failed":
        for (const request of this.#pending.waiting())
          this.#pending.fail(request, this.#gaveUp(this.#state.cause));
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
    const { signal } = this.#closing;
    const { logger, name: server, maxAttempts } = this.#options;
    while (this.#state.kind === "reconnecting") {
      const { failures, atOnce, cause } = this.#state;
      const pauseMs = atOnce ? 0 : pauseBefore(failures, this.#options);
      logger?.warn(
        { server, err: cause, failures, maxAttempts, pauseMs: Math.round(pauseMs) },
        "reconnecting",
      );
      await delay(pauseMs, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      const start = performance.now();
      const session = this.#newSession();
      this.#session = session;
      try {
        const capabilities = await this.#replay(session);
        if (signal.aborted) return;
        logger?.info(
          { server, pid: this.pid, tookMs: Math.round(performance.now() - start) },
          "connected again",
        );
        this.#resume(session, capabilities);
      } catch (error) {
        const explained = session.transport.explain(error, "connect");
        this.#letGo(session);
        await Promise.all(this.#endings);
        if (signal.aborted) return;
        this.#change({ type: "lost", cause: explained });
      }
    }
  }

  async #replay(session: Session): Promise<Readonly<Record<string, unknown>>> {
    const { timeoutMs, name } = this.#options;
    const waiting = new AbortController();
    const signal = AbortSignal.any([waiting.signal, this.#closing.signal]);
    const late = delay(timeoutMs, undefined, { signal }).then(
      () => {
        throw new TimeoutError(
          `Server "${name}" did not complete the MCP handshake within ${timeoutMs} ms.`,
          {
            server: name,
            timeoutMs,
            effect: "none",
          },
        );
      },
      () => ({}),
    );
    try {
      return await Promise.race([session.replay(this.#memory), late]);
    } finally {
      waiting.abort();
    }
  }

  #resume(session: Session, capabilities: Readonly<Record<string, unknown>>): void {
    if (session.isOver) throw session.endedBecause;
    this.#change({ type: "opened" });
    for (const request of this.#pending.waiting()) this.#dispatch(request);
    for (const notification of listChanges(capabilities)) this.onmessage?.(notification);
  }

  async #end(): Promise<void> {
    const wasClosed = this.#state.kind === "closed";
    this.#change({ type: "closed" });
    this.#closing.abort();
    clearTimeout(this.#proof);
    await this.#session.close();
    await this.#reopening;
    await Promise.all(this.#endings);
    if (!wasClosed) this.onclose?.();
    for (const request of this.#pending.all()) this.#pending.fail(request, this.explain(undefined, "call"));
  }

  #gaveUp(cause: Error): McpTeamError {
    const { name, maxAttempts } = this.#options;
    const message = `Server "${name}" could not be reached again in ${maxAttempts} attempts, so nothing was sent to it. ${cause.message}`;
    return new ConnectionError(message, {
      server: name,
      cause,
      effect: "none",
      hint: "The next call makes one more attempt.",
    });
  }
}
