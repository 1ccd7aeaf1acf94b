import type { FetchLike, JSONRPCMessage } from "@modelcontextprotocol/client";
import { answerOf } from "../http/answer.js";
import { explainAnswer } from "../http/explain-answer.js";
import type { RemoteServer } from "../http/remote-server.js";

/** Where a message goes, and how. */
export interface Post {
  readonly endpoint: URL;
  readonly fetch: FetchLike;
  readonly signal: AbortSignal;
  /** Sent as `mcp-protocol-version` once it has been agreed on. */
  readonly protocolVersion: string | undefined;
  /** Whether the handshake is done. */
  readonly connected: boolean;
}

/**
 * Posts a message to the endpoint. Its answer, if it has one, comes over the stream.
 *
 * @throws AuthenticationError or ConnectionError when the server does not take it
 */
export async function postMessage(server: RemoteServer, message: JSONRPCMessage, post: Post): Promise<void> {
  const { endpoint, fetch, signal, protocolVersion, connected } = post;
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (protocolVersion !== undefined) headers["mcp-protocol-version"] = protocolVersion;
  const response = await fetch(endpoint, { method: "POST", headers, body: JSON.stringify(message), signal });
  if (!response.ok) {
    throw explainAnswer(server, answerOf(response, "POST", await response.text()), { connected });
  }
  // Read to its end, so that the socket can be used again; but nobody has to wait for that.
  response.body?.pipeTo(new WritableStream()).catch(() => {});
}
