import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf, type Listening, listen } from "./listen.js";

/** A posted message. */
export interface Posted {
  readonly id?: string | number;
  readonly method?: string;
}

/** What a scripted server does where it should not do the usual. */
export interface HttpScript {
  /** For a GET. The usual: 405. */
  readonly get?: (response: ServerResponse, request: IncomingMessage) => void;
  /** For a DELETE. The usual: 200. */
  readonly delete?: (response: ServerResponse) => void;
  /** For a request but `initialize`. The usual: an empty result. */
  readonly ask?: (message: Posted, response: ServerResponse) => void;
  /** For a notification. The usual: 202. */
  readonly tell?: (response: ServerResponse, message: Posted) => void;
}

/** A server of Streamable HTTP by hand, as of 2025, which does what a real one would not. */
export async function scriptedHttp(
  script: HttpScript = {},
): Promise<Listening & { readonly url: string; readonly posted: Posted[] }> {
  const posted: Posted[] = [];
  const server = await listen(async (request, response) => {
    if (request.method === "DELETE") return script.delete ? script.delete(response) : void response.end();
    if (request.method === "GET") {
      return script.get ? script.get(response, request) : void response.writeHead(405).end();
    }
    const message: Posted = await bodyOf(request);
    posted.push(message);
    if (message.method === "initialize") initialize(message, response);
    else if (message.id === undefined) {
      if (script.tell) script.tell(response, message);
      else response.writeHead(202).end();
    } else if (script.ask) script.ask(message, response);
    else answer(message, response, {});
  });
  return Object.assign(server, { url: `${server.origin}/mcp`, posted });
}

function initialize(message: Posted, response: ServerResponse): void {
  response.setHeader("mcp-session-id", "session-1");
  const serverInfo = { name: "scripted", version: "1.0.0" };
  answer(message, response, { protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo });
}

/** Answers as JSON. */
export function answer({ id }: Posted, response: ServerResponse, result: unknown): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
}
