import type { JSONRPCMessage, JSONRPCRequest } from "@modelcontextprotocol/client";
import { ConnectionError } from "../../src/errors/index.js";
import type { ServerTransport } from "../../src/server-transport.js";

/** A server in memory, whose sessions open, answer and end when a test says so. */
export class FakeServer {
  /** Requests that were received, over all sessions, in their order. */
  readonly received: JSONRPCRequest[] = [];
  /** How many of the next sessions do not open. */
  failingOpens = 0;
  /** How often a session was opened, and how often one was closed. */
  opened = 0;
  ended = 0;
  #session: FakeSession | undefined;
  readonly #unanswered: JSONRPCRequest[] = [];

  readonly open = (): ServerTransport => new FakeSession(this);

  get isUp(): boolean {
    return this.#session !== undefined;
  }

  /** Answers the request that has waited longest. */
  answerOldest(): void {
    const request = this.#unanswered.shift();
    if (request)
      this.#session?.onmessage?.({ jsonrpc: "2.0", id: request.id, result: { of: request.params } });
  }

  /** Says something that nobody asked for. */
  say(message: JSONRPCMessage): void {
    this.#session?.onmessage?.(message);
  }

  /** Ends the session as a process that dies does. */
  drop(): void {
    const session = this.#session;
    this.end(session);
    session?.onclose?.();
  }

  /** @throws Error when this session is not to open */
  begin(session: FakeSession): void {
    if (this.failingOpens > 0) {
      this.failingOpens -= 1;
      throw new Error("it does not start");
    }
    this.opened += 1;
    this.#session = session;
  }

  end(session: FakeSession | undefined): void {
    if (session === undefined || session !== this.#session) return;
    this.ended += 1;
    this.#session = undefined;
    this.#unanswered.length = 0;
  }

  receive(session: FakeSession, message: JSONRPCMessage): void {
    if (session !== this.#session) throw new ConnectionError("the pipe is broken", { effect: "none" });
    if (!("method" in message) || !("id" in message)) return;
    if (message.method === "initialize") {
      const result = {
        protocolVersion: "2025-11-25",
        capabilities: { tools: {} },
        serverInfo: { name: "fake", version: "1" },
      };
      queueMicrotask(() => session.onmessage?.({ jsonrpc: "2.0", id: message.id, result }));
      return;
    }
    this.received.push(message);
    this.#unanswered.push(message);
  }
}

class FakeSession implements ServerTransport {
  readonly kind = "stdio";
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ServerTransport["onmessage"];
  readonly #server: FakeServer;
  #closed = false;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  async start(): Promise<void> {
    this.#server.begin(this);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.#server.receive(this, message);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#server.end(this);
    this.onclose?.();
  }

  explain(cause: unknown) {
    return ConnectionError.isInstance(cause)
      ? cause
      : new ConnectionError(`the session ended: ${cause}`, { cause, effect: "unknown" });
  }
}
