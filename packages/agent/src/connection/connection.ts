import { McpTeamError } from "@mcp-team/transports";
import type { CallToolResult, LoggingLevel } from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import type { ServerDefinition } from "../server-definition.js";
import { keepTimer } from "./alarm.js";
import type { MakeCall, ToolCall } from "./call-options.js";
import { CallsInFlight } from "./calls-in-flight.js";
import type { ClientFeature } from "./client-feature.js";
import { type ConnectedClient, connectClient } from "./connect-client.js";
import { listChanges } from "./connection-events.js";
import { ConnectionRequests } from "./connection-requests.js";
import { goAround } from "./go-around.js";
import { LinkedUris } from "./linked-uris.js";
import { clientOptionsFor, listenToServer } from "./listen-to-server.js";

/** What all connections of a team share. */
export interface ConnectionOptions {
  /** What servers may ask of the client. @default nothing */
  readonly features?: readonly ClientFeature[];
  /** The least serious log messages that servers are to send. @default what each of them thinks fit */
  readonly logLevel?: LoggingLevel;
  readonly logger?: Logger;
}

/**
 * The line to one server. What is made from it (tools, resources, prompts) holds the connection, never a client or a
 * process, so it stays valid whatever happens to those.
 */
export class Connection extends ConnectionRequests {
  readonly calls = new CallsInFlight();
  readonly links = new LinkedUris();
  readonly #features: readonly ClientFeature[];
  readonly #aroundCalls: readonly ClientFeature[];
  readonly #logLevel: LoggingLevel | undefined;
  readonly #logger: Logger | undefined;
  readonly #closing = new AbortController();
  readonly #timerKept = keepTimer();
  #closed: Promise<void> | undefined;
  /** What is under way and may hold a process or a socket: closing waits for it. */
  readonly #pending = new Set<Promise<unknown>>();

  constructor(definition: ServerDefinition, { features = [], logLevel, logger }: ConnectionOptions = {}) {
    super(definition);
    this.#features = features;
    this.#aroundCalls = features.filter(({ goAround }) => goAround !== undefined);
    this.#logLevel = logLevel;
    this.#logger = logger?.child({ server: definition.name });
  }

  /** Connects, or connects again after a failure. Rejects with the reason, which `lastError` keeps. */
  async connect(signal?: AbortSignal): Promise<void> {
    if (this.phase.kind === "closed") throw this.notConnected();
    // A line that has failed makes one attempt for whatever is asked.
    if (this.phase.kind === "connected")
      return this.ask("a ping", (client, options) => client.ping(options).then(() => {}));
    if (this.phase.kind === "failed") this.becomeConnecting();
    await this.#awaited(this.#connectOnce(signal));
  }

  async #connectOnce(signal?: AbortSignal): Promise<void> {
    const stop = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    const connecting = connectClient({
      definition: this.definition,
      knownEra: this.era,
      clientOptions: clientOptionsFor(this, this.#features),
      logLevel: this.#logLevel,
      calls: this.calls,
      prepare: (client) => listenToServer(client, this, this.#features, this.#logger),
      onToolLeftOut: ({ name, reason }) => this.#logger?.warn({ tool: name, reason }, "tool left out"),
      signal: stop,
    });
    try {
      await this.#ready(await connecting);
    } catch (error) {
      if (!this.#closing.signal.aborted) this.becomeFailed(error as Error);
      throw error;
    }
  }

  /** Whether there is a feature that goes around calls of tools. */
  get hasFeatureAroundCalls(): boolean {
    return this.#aroundCalls.length > 0;
  }

  /** Has a call made, with the features around it. */
  goAround(call: ToolCall, make: MakeCall): Promise<CallToolResult> {
    return goAround(this.#aroundCalls, this, call, make);
  }

  /** Notes what is wrong with the server, which goes on. */
  report(error: McpTeamError): void {
    this.noteError(error);
    this.#logger?.warn(error.message);
  }

  /** Gives up a connection that is there and of no use. It can be connected again. */
  async fail(error: Error): Promise<void> {
    if (this.phase.kind !== "connected") return;
    const { transport } = this.phase;
    this.becomeFailed(error);
    await this.#awaited(transport.close());
  }

  /** Idempotent: whoever calls it waits until nothing is left. Ends a connecting that is under way, too. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    const { phase } = this;
    this.becomeClosed();
    this.#closing.abort();
    if (phase.kind === "connected") await phase.transport.close();
    await Promise.allSettled(this.#pending);
    this.#timerKept[Symbol.dispose]();
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

  async #ready(connected: ConnectedClient): Promise<void> {
    if (this.#closing.signal.aborted) {
      await connected.transport.close();
      throw this.notConnected();
    }
    this.calls.forgetStopped();
    this.#watch(connected);
    this.becomeConnected(connected);
    await this.#setLogLevel();
    this.events.emit("connected");
    for (const change of listChanges) this.events.emit(change);
    const { era, transport } = connected;
    this.#logger?.info({ era, transport: transport.kind, serverPid: transport.pid }, "connected");
  }

  /** Follows what becomes of a client and its line. */
  #watch({ client, transport }: ConnectedClient): void {
    client.onerror = (error) => {
      if (McpTeamError.isInstance(error)) this.report(error);
      else this.#logger?.debug({ err: error }, "the client reported an error");
    };
    client.onclose = () => {
      if (this.phase.kind !== "connected" || this.phase.client !== client) return;
      this.becomeFailed(this.lastError ?? transport.explain(undefined, "call"));
    };
    transport.onstatus = ({ state, cause }) => {
      // What is said of its end, when it is closed or given up, is said by the connection.
      if (this.phase.kind !== "connected") return;
      if (state === "reconnecting") {
        this.noteLoss();
        this.calls.forgetStopped();
      }
      if (cause) this.noteError(cause);
      this.events.emit("state");
    };
  }

  /** A line that is reopened tells the new session the level; a server that cannot be told sends what it likes. */
  async #setLogLevel(): Promise<void> {
    const level = this.#logLevel;
    if (level === undefined || this.era === "modern" || !this.capabilities.logging) return;
    try {
      await this.ask("the log level", (client, options) => client.setLoggingLevel(level, options));
    } catch (error) {
      this.#logger?.warn({ err: error }, "the log level could not be set");
    }
  }
}
