import { EventEmitter } from "node:events";
import { ConnectionError, McpTeamError, type ReplicaStatus, type TransportKind } from "@mcp-team/transports";
import type {
  CallToolResult,
  Client,
  ClientOptions,
  Implementation,
  LoggingLevel,
  RequestOptions,
  ServerCapabilities,
} from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import type { ProtocolEra, ServerDefinition } from "../server-definition.js";
import type { MakeCall, ToolCall } from "./call-options.js";
import type { CallTime } from "./call-time.js";
import { CallsInFlight } from "./calls-in-flight.js";
import { type ClientFeature, mergeCapabilities } from "./client-feature.js";
import { type ConnectedClient, connectClient } from "./connect-client.js";
import type { ConnectionEvents, ListChange } from "./connection-events.js";
import type { DirectCall } from "./direct-calls.js";
import { explainCall } from "./explain-call.js";
import { goAround } from "./go-around.js";
import { LinkedUris } from "./linked-uris.js";
import { logServerMessage } from "./log-server-message.js";
import type { ConnectionState, LeftOutTool } from "./server-status.js";

/** How one request is made. */
interface AskOptions {
  readonly safeToRepeat?: boolean;
  readonly signal?: AbortSignal;
  /** The time that a request may take without an answer, in milliseconds. @default the server's `timeoutMs` */
  readonly callTimeoutMs?: number;
  /** The limits that the SDK does not keep. */
  readonly time?: CallTime;
}

/** What Node.js takes for a timer at most, in milliseconds: no limit. */
const noLimitMs = 2 ** 31 - 1;

/** What all connections of a team share. */
export interface ConnectionOptions {
  /** What servers may ask of the client. @default nothing */
  readonly features?: readonly ClientFeature[];
  /** The least serious log messages that servers are to send. @default what each of them thinks fit */
  readonly logLevel?: LoggingLevel;
  readonly logger?: Logger;
}

type State =
  | { readonly kind: "connecting" }
  /** There is a client. Its line may be lost for a while: the transport's status tells. */
  | ({ readonly kind: "connected" } & ConnectedClient)
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "closed" };

/**
 * The line to one server. What is made from it (tools, resources, prompts) holds the connection, never a client or a
 * process, so it stays valid whatever happens to those.
 */
export class Connection {
  readonly definition: ServerDefinition;
  readonly events = new EventEmitter<ConnectionEvents>();
  readonly calls = new CallsInFlight();
  readonly links = new LinkedUris();
  readonly #features: readonly ClientFeature[];
  readonly #logLevel: LoggingLevel | undefined;
  readonly #logger: Logger | undefined;
  readonly #closing = new AbortController();
  #state: State = { kind: "connecting" };
  #era: ProtocolEra | undefined;
  #lastError: Error | undefined;
  readonly #problems = new Map<string, Error>();
  /** What is under way and may hold a process or a socket: closing waits for it. */
  readonly #pending = new Set<Promise<unknown>>();
  #losses = 0;

  constructor(definition: ServerDefinition, { features = [], logLevel, logger }: ConnectionOptions = {}) {
    this.definition = definition;
    this.#features = features;
    this.#logLevel = logLevel;
    this.#logger = logger?.child({ server: definition.name });
    this.events.setMaxListeners(0);
  }

  get name(): string {
    return this.definition.name;
  }

  get state(): ConnectionState {
    if (this.#state.kind !== "connected") return this.#state.kind;
    return this.#state.transport.status?.state ?? "ready";
  }

  /** The kind of line: a server reached over Streamable HTTP may turn out to speak only SSE. */
  get kind(): TransportKind {
    return this.#state.kind === "connected" ? this.#state.transport.kind : this.definition.kind;
  }

  /** How many failures in a row the line to the server had. */
  get failures(): number {
    return this.#state.kind === "connected" ? (this.#state.transport.status?.failures ?? 0) : 0;
  }

  get era(): ProtocolEra | undefined {
    return this.#era;
  }

  /** How often the line to the server was lost and reopened: what was in flight was sent again where that is safe. */
  get losses(): number {
    return this.#losses;
  }

  get lastError(): Error | undefined {
    return this.#lastError;
  }

  get pid(): number | undefined {
    return this.#state.kind === "connected" ? this.#state.transport.pid : undefined;
  }

  get replicas(): readonly ReplicaStatus[] | undefined {
    return this.#state.kind === "connected" ? this.#state.transport.replicas : undefined;
  }

  /** The tools that were taken out of the list that the server gave last. */
  get refusedTools(): readonly LeftOutTool[] {
    return this.#state.kind === "connected" ? this.#state.toolLists.leftOut : [];
  }

  get capabilities(): ServerCapabilities {
    return this.#client?.getServerCapabilities() ?? {};
  }

  get serverInfo(): Implementation | undefined {
    return this.#client?.getServerVersion();
  }

  /** What of the server cannot be used though it is connected, by what was asked: `the list of tools`. */
  get problems(): ReadonlyMap<string, Error> {
    return this.#problems;
  }

  /** Notes what is wrong with an answer of the server, or that it no longer is. */
  noteProblem(subject: string, error: Error | undefined): void {
    const before = this.#problems.get(subject)?.message;
    if (before === error?.message) return;
    if (error === undefined) this.#problems.delete(subject);
    else this.#problems.set(subject, error);
    this.events.emit("state");
  }

  /** @throws ConnectionError when there is no client, so that nothing is known of what the server offers */
  assertConnected(): void {
    if (this.#state.kind !== "connected") throw this.#notConnected();
  }

  /** Connects, or connects again after a failure. Rejects with the reason, which `lastError` keeps. */
  async connect(signal?: AbortSignal): Promise<void> {
    if (this.#state.kind === "closed") throw this.#notConnected();
    // A line that has failed makes one attempt for whatever is asked.
    if (this.#state.kind === "connected")
      return this.ask("a ping", (client, options) => client.ping(options).then(() => {}));
    if (this.#state.kind === "failed") this.#change({ kind: "connecting" });
    await this.#awaited(this.#connectOnce(signal));
  }

  async #connectOnce(signal?: AbortSignal): Promise<void> {
    const stop = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    const connecting = connectClient({
      definition: this.definition,
      knownEra: this.#era,
      clientOptions: this.#clientOptions(),
      logLevel: this.#logLevel,
      calls: this.calls,
      prepare: (client) => this.#listenTo(client),
      onToolLeftOut: ({ name, reason }) => this.#logger?.warn({ tool: name, reason }, "tool left out"),
      signal: stop,
    });
    try {
      await this.#ready(await connecting);
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#fail(error as Error);
      throw error;
    }
  }

  /**
   * Makes one request and explains its failure.
   *
   * @param subject - what is asked, for the error: `tool "add"`, `the list of tools`
   */
  async ask<T>(
    subject: string,
    make: (client: Client, options: RequestOptions) => Promise<T>,
    options: AskOptions = {},
  ): Promise<T> {
    const { signal, callTimeoutMs, time } = options;
    if (this.#state.kind !== "connected") throw this.#notConnected();
    const connected = this.#state;
    const timeout = callTimeoutMs ?? this.definition.timeoutMs;
    const request = {
      timeout: time?.limits.callTimeoutMs === undefined ? timeout : noLimitMs,
      signal: time?.signal ?? signal,
    };
    try {
      return await make(connected.client, request);
    } catch (error) {
      throw this.#explain(error, connected, subject, options);
    }
  }

  /** Whether tools can be called past the SDK's client: not in the modern era, which has more to do for a call. */
  get callsDirectly(): boolean {
    return this.#era === "legacy";
  }

  /** Calls a tool past the SDK's client. Fails as {@link ask} does. */
  async call(
    request: DirectCall,
    options: Pick<AskOptions, "safeToRepeat" | "signal">,
  ): Promise<CallToolResult> {
    if (this.#state.kind !== "connected") throw this.#notConnected();
    const connected = this.#state;
    try {
      return await connected.direct.request(request);
    } catch (error) {
      const { time } = request.call;
      throw this.#explain(error, connected, `tool "${request.name}"`, { ...options, time });
    }
  }

  #explain(
    error: unknown,
    { client, transport }: ConnectedClient,
    subject: string,
    { safeToRepeat = true, signal, callTimeoutMs, time }: AskOptions,
  ): unknown {
    if (signal?.aborted) return signal.reason;
    if (this.#closing.signal.aborted) return this.#notConnected();
    return explainCall({
      server: this.name,
      subject,
      error,
      timeoutMs: time?.exceeded ? time.limits[time.exceeded] : (callTimeoutMs ?? this.definition.timeoutMs),
      timeoutOption: time?.exceeded ?? (callTimeoutMs === undefined ? "timeoutMs" : "callTimeoutMs"),
      safeToRepeat,
      transport,
      lostBecause: client.transport === undefined ? this.#lastError : undefined,
    });
  }

  /** Has a call made, with the features around it. */
  goAround(call: ToolCall, make: MakeCall): Promise<CallToolResult> {
    return goAround(this.#features, this, call, make);
  }

  /** Notes what is wrong with the server, which goes on. */
  report(error: McpTeamError): void {
    this.#lastError = error;
    this.#logger?.warn(error.message);
  }

  /** Gives up a connection that is there and of no use. It can be connected again. */
  async fail(error: Error): Promise<void> {
    if (this.#state.kind !== "connected") return;
    const { transport } = this.#state;
    this.#fail(error);
    await this.#awaited(transport.close());
  }

  /** Idempotent. Ends a connecting that is under way, too. */
  async close(): Promise<void> {
    const state = this.#state;
    if (state.kind === "closed") return;
    this.#change({ kind: "closed" });
    this.#closing.abort();
    if (state.kind === "connected") await state.transport.close();
    await Promise.allSettled(this.#pending);
  }

  /** Has closing wait for what may hold a process or a socket. */
  async #awaited<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work);
    try {
      return await work;
    } finally {
      this.#pending.delete(work);
    }
  }

  get #client(): Client | undefined {
    return this.#state.kind === "connected" ? this.#state.client : undefined;
  }

  async #ready(connected: ConnectedClient): Promise<void> {
    const { client, transport, era } = connected;
    if (this.#closing.signal.aborted) {
      await transport.close();
      throw this.#notConnected();
    }
    this.#era = era;
    client.onerror = (error) => {
      if (McpTeamError.isInstance(error)) this.report(error);
      else this.#logger?.debug({ err: error }, "the client reported an error");
    };
    client.onclose = () => {
      if (this.#state.kind !== "connected" || this.#state.client !== client) return;
      this.#fail(this.#lastError ?? transport.explain(undefined, "call"));
    };
    transport.onstatus = ({ state, cause }) => {
      // What is said of its end, when it is closed or given up, is said by the connection.
      if (this.#state.kind !== "connected") return;
      if (state === "reconnecting") this.#losses += 1;
      if (cause) this.#lastError = cause;
      this.events.emit("state");
    };
    this.#lastError = undefined;
    this.#problems.clear();
    this.#change({ kind: "connected", ...connected });
    await this.#setLogLevel();
    this.events.emit("connected");
    for (const change of ["toolsChanged", "resourcesChanged", "promptsChanged"] as const)
      this.events.emit(change);
    this.#logger?.info({ era, transport: transport.kind, serverPid: transport.pid }, "connected");
  }

  /** A line that is reopened tells the new session the level; a server that cannot be told sends what it likes. */
  async #setLogLevel(): Promise<void> {
    const level = this.#logLevel;
    if (level === undefined || this.#era === "modern" || !this.capabilities.logging) return;
    try {
      await this.ask("the log level", (client, options) => client.setLoggingLevel(level, options));
    } catch (error) {
      this.#logger?.warn({ err: error }, "the log level could not be set");
    }
  }

  #clientOptions(): ClientOptions {
    const whenChanged = (change: ListChange) => ({
      autoRefresh: false,
      debounceMs: 0,
      onChanged: () => void this.events.emit(change),
    });
    return {
      capabilities: mergeCapabilities(this.#features),
      // Lists have limits of their own, which say more.
      listMaxPages: 0,
      listChanged: {
        tools: whenChanged("toolsChanged"),
        resources: whenChanged("resourcesChanged"),
        prompts: whenChanged("promptsChanged"),
      },
    };
  }

  #listenTo(client: Client): void {
    for (const feature of this.#features) feature.attach(client, this);
    client.setNotificationHandler("notifications/message", ({ params: { level, logger, data } }) => {
      const message = { level, logger, data };
      if (this.#logger) logServerMessage(this.#logger, message);
      this.events.emit("log", message);
    });
    // For servers that do not announce changes: a line that was reopened raises it, for the list may be another now.
    client.setNotificationHandler("notifications/elicitation/complete", ({ params }) => {
      this.events.emit("elicitationComplete", params.elicitationId);
    });
    for (const list of ["tools", "resources", "prompts"] as const) {
      client.setNotificationHandler(
        `notifications/${list}/list_changed`,
        () => void this.events.emit(`${list}Changed`),
      );
    }
    client.setNotificationHandler("notifications/resources/updated", ({ params }) => {
      this.events.emit("resourceUpdated", params.uri);
    });
  }

  #notConnected(): ConnectionError {
    const state = this.#state.kind;
    const cause = this.#state.kind === "failed" ? this.#state.error : undefined;
    return new ConnectionError(
      `Server "${this.name}" is not connected (${state}).${cause ? ` ${cause.message}` : ""}`,
      {
        server: this.name,
        cause,
        hint: state === "closed" ? "It was closed: build a new team." : "Nothing was sent to it.",
      },
    );
  }

  #fail(error: Error): void {
    this.#lastError = error;
    this.#change({ kind: "failed", error });
  }

  #change(state: State): void {
    if (state.kind === this.#state.kind) return;
    this.#state = state;
    this.events.emit("state");
  }
}
