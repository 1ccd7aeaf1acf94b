import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import {
  CallToolRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";

interface Session {
  /** Who opened it. */
  readonly user: string;
  readonly transport: StreamableHTTPServerTransport;
  readonly server: Server;
  /** The resources that it tells of. */
  readonly subscribed: ReadonlySet<string>;
}

/** The user who sends a request: their name is their token. */
function userOf(headers: IncomingMessage["headers"]): string {
  return String(headers.authorization ?? "nobody").replace("Bearer ", "");
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text === "" ? undefined : JSON.parse(text);
}

/**
 * A Streamable HTTP server that answers with the identity that it sees: that of the request, and that of the session which the
 * request is part of.
 *
 * @param issuer - the authorization server without whose tokens nobody gets in; otherwise anybody does
 */
export async function startIdentityServer(issuer?: string) {
  const sessions = new Map<string, Session>();
  const counts = { most: 0, mostOfTenant: 0, opened: 0 };
  const refused = new Set<string>();
  const count = () => {
    counts.opened += 1;
    counts.most = Math.max(counts.most, sessions.size);
    const open = [...sessions.values()].map(({ user }) => user.split("/")[0]);
    const perTenant = open.map((tenant) => open.filter((each) => each === tenant).length);
    counts.mostOfTenant = Math.max(counts.mostOfTenant, ...perTenant);
  };
  const open = async (user: string) => {
    const subscribed = new Set<string>();
    const server = serverFor(user, subscribed);
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: true,
      onsessioninitialized(id) {
        sessions.set(id, { user, transport, server, subscribed });
        count();
      },
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await server.connect(transport);
    return transport;
  };
  const http = createServer(async (request, response) => {
    if (issuer !== undefined && askForLogin(issuer, request, response)) return;
    const user = userOf(request.headers);
    const known = sessions.get(String(request.headers["mcp-session-id"]));
    if (refused.has(user)) return void response.writeHead(401).end();
    await (known?.transport ?? (await open(user))).handleRequest(request, response, await bodyOf(request));
  });
  await once(http.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
    sessions,
    counts,
    /** The users who are turned away. */
    refused,
    /** The sessions of a user. */
    of: (user: string) => [...sessions.values()].filter((session) => session.user === user),
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Says where to log in. @returns whether it did */
function askForLogin(issuer: string, { headers, url }: IncomingMessage, response: ServerResponse): boolean {
  const origin = `http://${headers.host}`;
  const description = "/.well-known/oauth-protected-resource";
  if (url?.startsWith(description)) {
    const document = { resource: `${origin}/mcp`, authorization_servers: [issuer] };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document));
    return true;
  }
  if (headers.authorization !== undefined) return false;
  const challenge = `Bearer resource_metadata="${origin}${description}"`;
  response.writeHead(401, { "www-authenticate": challenge }).end();
  return true;
}

function serverFor(user: string, subscribed: Set<string>): Server {
  const server = new Server(
    { name: "identity", version: "1.0.0" },
    { capabilities: { tools: { listChanged: true }, resources: { subscribe: true }, prompts: {} } },
  );
  const tool = (name: string) => ({ name, inputSchema: { type: "object" as const } });
  const text = (value: string) => ({ content: [{ type: "text" as const, text: value }] });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [tool("whoami"), tool("report"), tool("confirm"), tool(`only_${user.replaceAll("/", "_")}`)],
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name } }, { requestInfo }) => {
    if (name === "report") return text(`${user}'s secret. `.repeat(100));
    if (name === "confirm") {
      const params = {
        message: `Is ${user} sure?`,
        requestedSchema: { type: "object" as const, properties: {} },
      };
      const { action } = await server.elicitInput(params).catch(() => ({ action: "refused" }));
      return text(`${user}: ${action}`);
    }
    return text(
      `${userOf((requestInfo?.headers ?? {}) as IncomingMessage["headers"])} in the session of ${user}`,
    );
  });
  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: [{ uri: `user://${user}`, name: user }],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }) => ({
    contents: [{ uri, text: `read by ${user}` }],
  }));
  server.setRequestHandler(SubscribeRequestSchema, ({ params: { uri } }) => {
    subscribed.add(uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params: { uri } }) => {
    subscribed.delete(uri);
    return {};
  });
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: [{ name: "greet" }] }));
  server.setRequestHandler(GetPromptRequestSchema, () => ({
    messages: [{ role: "user" as const, content: { type: "text" as const, text: `Greet ${user}.` } }],
  }));
  return server;
}
