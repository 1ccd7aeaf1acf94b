import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { Server as LegacyServer } from "@modelcontextprotocol/sdk/server/index.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { createMcpHandler, Server as ModernServer } from "@modelcontextprotocol/server";
import { bodyOf, type Listening, listen } from "./listen.js";

const echo = { name: "echo", description: "Gives back its text.", inputSchema: { type: "object" as const } };

async function callEcho({ text, ms }: Record<string, unknown> = {}) {
  await delay(Number(ms ?? 0), undefined, { ref: false });
  return { content: [{ type: "text" as const, text: String(text) }] };
}

function legacyServer(): LegacyServer {
  const server = new LegacyServer(
    { name: "legacy", version: "1.0.0" },
    { capabilities: { tools: {}, logging: {} } },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [echo] }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => callEcho(params.arguments));
  return server;
}

/** Answers what may not go on. @returns whether it did */
export type Guard = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** A server of the transport of 2024: GET `/sse`, POST `/messages`. It knows no other path. */
export async function sseServer(
  guard: Guard = () => false,
): Promise<Listening & { readonly url: string; readonly sessions: ReadonlyMap<string, unknown> }> {
  const sessions = new Map<string, SSEServerTransport>();
  const server = await listen(async (request, response) => {
    if (await guard(request, response)) return;
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const session = sessions.get(searchParams.get("sessionId") ?? "");
    if (request.method === "GET" && pathname === "/sse") {
      const transport = new SSEServerTransport("/messages", response);
      sessions.set(transport.sessionId, transport);
      response.once("close", () => sessions.delete(transport.sessionId));
      await legacyServer().connect(transport);
    } else if (request.method === "POST" && pathname === "/messages" && session) {
      await session.handlePostMessage(request, response);
    } else {
      response
        .writeHead(404, { "content-type": "text/html" })
        .end(`<pre>Cannot ${request.method} ${pathname}</pre>`);
    }
  });
  return Object.assign(server, { url: `${server.origin}/sse`, sessions });
}

/** A server of Streamable HTTP as of 2025, with sessions. */
export async function streamableServer(
  guard: Guard = () => false,
): Promise<
  Listening & { readonly url: string; readonly sessions: ReadonlyMap<string, unknown>; forget(): void }
> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const server = await listen(async (request, response) => {
    if (await guard(request, response)) return;
    const id = request.headers["mcp-session-id"];
    const known = typeof id === "string" ? sessions.get(id) : undefined;
    if (id !== undefined && !known) {
      response.writeHead(404, { "content-type": "application/json" });
      response.end('{"jsonrpc":"2.0","error":{"code":-32001,"message":"Session not found"},"id":null}');
      return;
    }
    await (known ?? (await newSession(sessions))).handleRequest(request, response);
  });
  return Object.assign(server, { url: `${server.origin}/mcp`, sessions, forget: () => sessions.clear() });
}

async function newSession(sessions: Map<string, StreamableHTTPServerTransport>) {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => void sessions.set(id, transport),
    onsessionclosed: (id) => void sessions.delete(id),
  });
  await legacyServer().connect(transport);
  return transport;
}

/** A server of 2026, which knows no `initialize`. */
export async function modernServer(): Promise<Listening & { readonly url: string; toolsChanged(): void }> {
  const handler = createMcpHandler(
    () => {
      const server = new ModernServer(
        { name: "modern", version: "1.0.0" },
        { capabilities: { tools: { listChanged: true } } },
      );
      server.setRequestHandler("tools/list", () => ({ tools: [echo] }));
      server.setRequestHandler("tools/call", ({ params }) => callEcho(params.arguments));
      return server;
    },
    { legacy: "reject" },
  );
  const server = await listen(async (request, response) => {
    await respond(response, await handler.fetch(await webRequest(request)));
  });
  return Object.assign(server, {
    url: `${server.origin}/mcp`,
    toolsChanged: () => handler.notify.toolsChanged(),
  });
}

async function webRequest(request: IncomingMessage): Promise<Request> {
  const body = request.method === "POST" ? JSON.stringify(await bodyOf(request)) : undefined;
  const headers = request.headers as Record<string, string>;
  return new Request(`http://${request.headers.host}${request.url}`, {
    method: request.method,
    headers,
    body,
  });
}

async function respond(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) response.end();
  else Readable.fromWeb(answer.body as import("node:stream/web").ReadableStream).pipe(response);
}
