import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/client";

/**
 * Keeps the requests that servers send apart by session: the servers count from the same numbers after each restart, and an
 * answer to the old one must never reach the new one. The client sees ids that name the session.
 */
export class ServerRequests {
  readonly #session: number;
  readonly #open = new Map<string, RequestId>();

  /** @param session - a number that no other session of the line has */
  constructor(session: number) {
    this.#session = session;
  }

  /**
   * A message of the server, as the client is to see it. What has nothing to do with a request of the server's that is open stays the
   * same object, also when it says that a request is cancelled: in this way a server over stdio ends a subscription of the client's.
   */
  toClient(message: JSONRPCMessage): JSONRPCMessage {
    if (!("method" in message)) return message;
    if ("id" in message) {
      const id = this.#name(message.id);
      this.#open.set(id, message.id);
      return { ...message, id };
    }
    if (message.method !== "notifications/cancelled") return message;
    const id = this.#name(message.params?.requestId as RequestId);
    // It wants no answer any more.
    if (!this.#open.delete(id)) return message;
    return { ...message, params: { ...message.params, requestId: id } };
  }

  /** An answer of the client, as the server is to see it; nothing when the request was of another session. */
  toServer(answer: JSONRPCMessage): JSONRPCMessage | undefined {
    if (!("id" in answer) || typeof answer.id !== "string") return undefined;
    const id = this.#open.get(answer.id);
    if (id === undefined) return undefined;
    this.#open.delete(answer.id);
    return { ...answer, id } as JSONRPCMessage;
  }

  #name(id: RequestId): string {
    return `${this.#session}:${JSON.stringify(id)}`;
  }
}
