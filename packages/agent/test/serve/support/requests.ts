import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";

/** What a client of both eras accepts. */
export const accept = "application/json, text/event-stream";

/** The first request of a session. */
export const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
};

export const ping = { jsonrpc: "2.0", id: 2, method: "ping" };

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Sends a request as it is: `fetch` lets nobody choose the Host. A POST without a body begins a session. */
export async function send(url: string, { method = "POST", headers, body = initialize }: Sent = {}) {
  const sent = request(url, {
    method,
    // A connection that is kept may be closed by the server just as it is used again.
    agent: false,
    headers: { accept, ...(method === "POST" && { "content-type": "application/json" }), ...headers },
  });
  sent.end(method === "POST" ? (typeof body === "string" ? body : JSON.stringify(body)) : undefined);
  const [response] = await once(sent, "response");
  return { status: response.statusCode as number, headers: response.headers, text: await text(response) };
}
