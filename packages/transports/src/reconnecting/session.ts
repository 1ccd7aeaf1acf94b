import type {
  JSONRPCMessage,
  JSONRPCRequest,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/client";
import { ConnectionError } from "../errors/index.js";
import type { ServerTransport } from "../server-transport.js";
import { ServerRequests } from "./server-requests.js";
import type { Ask, SessionMemory } from "./session-memory.js";

/** Ids of the line's own requests, which no client above it uses. */
const ownIdPrefix = "mcp-team:line:";

/** What a session tells the line. */
export interface SessionListener {
  /** A message for the client. */
  message: NonNullable<ServerTransport["onmessage"]>;
  /** The server has ended a subscription, which the next message says. */
  unsubscribed(id: RequestId): void;
  /** Something is wrong, and the session goes on. */
  error(error: Error): void;
  /** The session has ended by itself. */
  ended(cause: Error): void;
}

/** One life of a line: a transport from its start to its end, with what belongs to that life alone. */
export class Session {
  readonly transport: ServerTransport;
  readonly #listener: SessionListener;
  readonly #serverRequests: ServerRequests;
  readonly #asked = new Map<string, (answer: JSONRPCMessage) => void>();
  /** The requests for subscriptions that were sent. */
  readonly #subscriptions = new Set<RequestId | undefined>();
  #reported: Error | undefined;
  #over = false;
  #asks = 0;

  /** @param number - that no other session of the line has */
  constructor(transport: ServerTransport, number: number, listener: SessionListener) {
    this.transport = transport;
    this.#listener = listener;
    this.#serverRequests = new ServerRequests(number);
    transport.onmessage = (message, extra) => this.#receive(message, extra);
    transport.onerror = (error) => {
      this.#reported = error;
      if (!this.#over) listener.error(error);
    };
    transport.onclose = () => this.#end();
  }

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#over;
  }

  /** Why it ended, as far as it is known. */
  get endedBecause(): Error {
    return this.#reported ?? this.transport.explain(undefined, "call");
  }

  /** Sends a message of the client. An answer to a request of another session goes nowhere. */
  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if ("method" in message) {
      if (message.method === "subscriptions/listen" && "id" in message) this.#subscriptions.add(message.id);
      if (message.method === "notifications/cancelled")
        this.#subscriptions.delete(message.params?.requestId as RequestId);
      return this.transport.send(message, options);
    }
    const answer = this.#serverRequests.toServer(message);
    return answer ? this.transport.send(answer, options) : Promise.resolve();
  }

  /**
   * Opens the session as the one before was opened, and tells it what that one was told.
   *
   * @returns what the server can do
   */
  async replay(memory: SessionMemory): Promise<Readonly<Record<string, unknown>>> {
    await this.transport.start();
    if (!memory.handshake) return {};
    const answer = await this.#ask(memory.handshake);
    if (!("result" in answer)) {
      const reason = "error" in answer ? answer.error.message : "no answer";
      throw new ConnectionError(`The server refused the handshake that it took before: ${reason}.`, {
        cause: answer,
      });
    }
    const { protocolVersion, capabilities } = answer.result as {
      protocolVersion?: string;
      capabilities?: object;
    };
    if (memory.isLegacy) {
      if (protocolVersion) this.transport.setProtocolVersion?.(protocolVersion);
      await this.transport.send({ jsonrpc: "2.0", method: "notifications/initialized" });
    } else if (memory.protocolVersion) {
      this.transport.setProtocolVersion?.(memory.protocolVersion);
    }
    for (const ask of memory.restoring) await this.#ask(ask);
    return { ...capabilities };
  }

  /** Ends it without another word to the line. */
  async close(): Promise<void> {
    this.#over = true;
    await this.transport.close();
    this.#forget(this.endedBecause);
  }

  /** Makes a request of the line's own. */
  async #ask({ method, params }: Ask): Promise<JSONRPCMessage> {
    this.#asks += 1;
    const id = `${ownIdPrefix}${this.#asks}`;
    const request: JSONRPCRequest = { jsonrpc: "2.0", id, method, params };
    const answered = new Promise<JSONRPCMessage>((resolve) => this.#asked.set(id, resolve));
    const gone = () => this.#asked.get(id)?.(lostAnswer(id));
    await this.transport.send(request, { onRequestStreamEnd: gone });
    return answered;
  }

  #receive(message: JSONRPCMessage, extra: Parameters<SessionListener["message"]>[1]): void {
    if (this.#over) return;
    if (!("method" in message) && typeof message.id === "string" && message.id.startsWith(ownIdPrefix)) {
      this.#asked.get(message.id)?.(message);
      this.#asked.delete(message.id);
      return;
    }
    const shown = this.#serverRequests.toClient(message);
    if (!("method" in shown)) this.#subscriptions.delete(shown.id);
    else if (shown.method === "notifications/cancelled")
      this.#unsubscribe(shown.params?.requestId as RequestId);
    this.#listener.message(shown, extra);
  }

  /** Over stdio, a server ends a subscription by saying that the request for it is cancelled. Source: MCP 2026-07-28, stdio. */
  #unsubscribe(id: RequestId): void {
    if (this.#subscriptions.delete(id)) this.#listener.unsubscribed(id);
  }

  #end(): void {
    const cause = this.endedBecause;
    this.#forget(cause);
    if (this.#over) return;
    this.#over = true;
    this.#listener.ended(cause);
  }

  /** What was asked gets no answer any more. */
  #forget(cause: Error): void {
    for (const [id, resolve] of this.#asked) resolve(lostAnswer(id, cause.message));
    this.#asked.clear();
  }
}

function lostAnswer(id: string, message = "the answer was lost"): JSONRPCMessage {
  return { jsonrpc: "2.0", id, error: { code: -32_000, message } };
}
