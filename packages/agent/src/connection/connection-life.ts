import { EventEmitter } from "node:events";
import { ConnectionError, type ReplicaStatus, type TransportKind } from "@mcp-team/transports";
import type { Implementation, ServerCapabilities } from "@modelcontextprotocol/client";
import type { ProtocolEra, ServerDefinition } from "../server-definition.js";
import type { ConnectedClient } from "./connect-client.js";
import type { ConnectionEvents } from "./connection-events.js";
import type { ConnectionState, LeftOutTool } from "./server-status.js";

/** Where a connection is in its life, with what it has there. */
export type ConnectionPhase =
  | { readonly kind: "connecting" }
  /** There is a client. Its line may be lost for a while: the transport's status tells. */
  | ({ readonly kind: "connected" } & ConnectedClient)
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "closed" };

/** The life of the line to one server: the phase that it is in, and what is known of the server by then. */
export abstract class ConnectionLife {
  readonly definition: ServerDefinition;
  readonly events = new EventEmitter<ConnectionEvents>();
  #phase: ConnectionPhase = { kind: "connecting" };
  #era: ProtocolEra | undefined;
  #lastError: Error | undefined;
  #losses = 0;
  readonly #problems = new Map<string, Error>();

  protected constructor(definition: ServerDefinition) {
    this.definition = definition;
    this.events.setMaxListeners(0);
  }

  get name(): string {
    return this.definition.name;
  }

  get state(): ConnectionState {
    if (this.#phase.kind !== "connected") return this.#phase.kind;
    return this.#phase.transport.status?.state ?? "ready";
  }

  /** The kind of line: a server reached over Streamable HTTP may turn out to speak only SSE. */
  get kind(): TransportKind {
    return this.#connected?.transport.kind ?? this.definition.kind;
  }

  /** How many failures in a row the line to the server had. */
  get failures(): number {
    return this.#connected?.transport.status?.failures ?? 0;
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
    return this.#connected?.transport.pid;
  }

  get replicas(): readonly ReplicaStatus[] | undefined {
    return this.#connected?.transport.replicas;
  }

  /** The tools that were taken out of the list that the server gave last. */
  get refusedTools(): readonly LeftOutTool[] {
    return this.#connected?.toolLists.leftOut ?? [];
  }

  get capabilities(): ServerCapabilities {
    return this.#connected?.client.getServerCapabilities() ?? {};
  }

  get serverInfo(): Implementation | undefined {
    return this.#connected?.client.getServerVersion();
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
    this.connected();
  }

  protected get phase(): ConnectionPhase {
    return this.#phase;
  }

  /** @throws ConnectionError when there is no client */
  protected connected(): ConnectedClient {
    if (this.#phase.kind !== "connected") throw this.notConnected();
    return this.#phase;
  }

  protected becomeConnecting(): void {
    this.#become({ kind: "connecting" });
  }

  protected becomeConnected(connected: ConnectedClient): void {
    this.#era = connected.era;
    this.#lastError = undefined;
    this.#problems.clear();
    this.#become({ kind: "connected", ...connected });
  }

  protected becomeFailed(error: Error): void {
    this.#lastError = error;
    this.#become({ kind: "failed", error });
  }

  protected becomeClosed(): void {
    this.#become({ kind: "closed" });
  }

  /** Notes what went wrong with a server that goes on. */
  protected noteError(error: Error): void {
    this.#lastError = error;
  }

  protected noteLoss(): void {
    this.#losses += 1;
  }

  /** Why nothing can be asked. */
  protected notConnected(): ConnectionError {
    const state = this.#phase.kind;
    const cause = this.#phase.kind === "failed" ? this.#phase.error : undefined;
    return new ConnectionError(
      `Server "${this.name}" is not connected (${state}).${cause ? ` ${cause.message}` : ""}`,
      {
        server: this.name,
        cause,
        hint: state === "closed" ? "It was closed: build a new team." : "Nothing was sent to it.",
      },
    );
  }

  get #connected(): ConnectedClient | undefined {
    return this.#phase.kind === "connected" ? this.#phase : undefined;
  }

  #become(phase: ConnectionPhase): void {
    if (phase.kind === this.#phase.kind) return;
    this.#phase = phase;
    this.events.emit("state");
  }
}
