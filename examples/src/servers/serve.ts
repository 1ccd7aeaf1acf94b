import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

type CreateServer = () => McpServer;
type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

const flags = {
  transport: { type: "string", default: "stdio" },
  /** 0 takes a free port. */
  port: { type: "string", default: "0" },
  /** Ends when its stdin does, so that it does not outlive the program that started it. */
  "exit-with-stdin": { type: "boolean", default: false },
} as const;

/**
 * Runs a server over what `--transport` says: `stdio`, `sse` or `http`. Over HTTP it listens on a loopback address, says
 * where in a line on stdout, and asks for the token in the environment variable `TOKEN`, if there is one.
 */
export async function serve(createServer: CreateServer): Promise<void> {
  const { values } = parseArgs({ options: flags });
  if (values["exit-with-stdin"]) process.stdin.once("end", () => process.exit()).resume();
  if (values.transport === "stdio") await serveStdio(createServer());
  else if (values.transport === "sse") await listen(values.port, "/sse", overSse(createServer));
  else if (values.transport === "http") await listen(values.port, "/mcp", overStreamableHttp(createServer));
  else throw new TypeError(`--transport must be stdio, sse or http, not ${values.transport}`);
}

async function serveStdio(server: McpServer): Promise<void> {
  await server.connect(new StdioServerTransport());
  // The SDK's transport does not notice this by itself.
  process.stdin.once("end", () => server.close());
}

/** A stream for each session at /sse, messages for it at /messages. */
function overSse(createServer: CreateServer): Handle {
  const sessions = new Map<string, SSEServerTransport>();
  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/sse" && request.method === "GET") {
      const transport = new SSEServerTransport("/messages", response);
      sessions.set(transport.sessionId, transport);
      response.once("close", () => sessions.delete(transport.sessionId));
      return createServer().connect(transport);
    }
    const session = sessions.get(url.searchParams.get("sessionId") ?? "");
    if (url.pathname === "/messages" && session) return session.handlePostMessage(request, response);
    return response.writeHead(404).end("Not found");
  };
}

/** Without sessions: each request has all that it needs. */
function overStreamableHttp(createServer: CreateServer): Handle {
  return async (request, response) => {
    if (request.url !== "/mcp") return response.writeHead(404).end("Not found");
    if (request.method !== "POST")
      return response.writeHead(405, { Allow: "POST" }).end("Method not allowed");
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    response.once("close", () => transport.close());
    await createServer().connect(transport);
    return transport.handleRequest(request, response);
  };
}

async function listen(port: string, path: string, handle: Handle): Promise<void> {
  const server = createHttpServer((request, response) => {
    const { TOKEN } = process.env;
    if (TOKEN === undefined || request.headers.authorization === `Bearer ${TOKEN}`) {
      void handle(request, response);
    } else {
      response.writeHead(401, { "WWW-Authenticate": "Bearer" }).end("The token is missing or wrong.");
    }
  });
  await once(server.listen(Number(port), "127.0.0.1"), "listening");
  const address = server.address() as AddressInfo;
  console.log(`listening on http://127.0.0.1:${address.port}${path}`);
}
