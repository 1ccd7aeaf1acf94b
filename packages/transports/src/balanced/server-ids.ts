import type { JSONRPCMessage, JSONRPCNotification } from "@modelcontextprotocol/client";
import { ServerRequests } from "../reconnecting/server-requests.js";

/**
 * Keeps apart what the servers of different replicas ask the client: their ids and progress tokens come from the same numbers,
 * and an answer belongs to the one that asked. The client sees names that tell the session.
 */
export class ServerIds {
  readonly #prefix: string;
  readonly #requests: ServerRequests;

  /** @param session - a number that no other session of any replica has */
  constructor(session: number) {
    this.#prefix = `${session}:`;
    this.#requests = new ServerRequests(session);
  }

  /** A message of the server, as the client is to see it. */
  toClient(message: JSONRPCMessage): JSONRPCMessage {
    const renamed = this.#requests.toClient(message);
    if (!("method" in renamed && "id" in renamed)) return renamed;
    const progressToken = renamed.params?._meta?.progressToken;
    if (progressToken === undefined) return renamed;
    const name = this.#prefix + JSON.stringify(progressToken);
    return {
      ...renamed,
      params: { ...renamed.params, _meta: { ...renamed.params?._meta, progressToken: name } },
    };
  }

  /** An answer of the client, as the server is to see it; nothing when another session asked. */
  answerToServer(answer: JSONRPCMessage): JSONRPCMessage | undefined {
    return this.#requests.toServer(answer);
  }

  /** Progress that the client makes, as the server is to see it; nothing when another session asked for it. */
  progressToServer(notification: JSONRPCNotification): JSONRPCNotification | undefined {
    const name = notification.params?.progressToken;
    if (typeof name !== "string" || !name.startsWith(this.#prefix)) return undefined;
    const progressToken: unknown = JSON.parse(name.slice(this.#prefix.length));
    return { ...notification, params: { ...notification.params, progressToken } };
  }
}
