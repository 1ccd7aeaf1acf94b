import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { createLegacyServer, type LegacyServing } from "../legacy/create-legacy-server.js";
import { refuse } from "./refuse.js";
import type { SessionLimit } from "./session-limit.js";

/** How often a stream with nothing to say shows that it is there: proxies and clients give up silent ones. */
const keepAliveMs = 15_000;

interface Session {
  /** Who opened it, where that is known. Nobody else may use it. */
  readonly owner: string | undefined;
  readonly transport: SSEServerTransport;
  readonly server: Server;
}

/** The sessions of HTTP+SSE of 2024-11-05: each lives as long as its stream. */
export class SseSessions {
  readonly #sessions = new Map<string, Session>();
  readonly #serving: LegacyServing;
  readonly #limit: SessionLimit;
  readonly #endpoint: string;

  /** @param endpoint - where messages to a session are posted */
  constructor(serving: LegacyServing, limit: SessionLimit, endpoint: string) {
    this.#serving = serving;
    this.#limit = limit;
    this.#endpoint = endpoint;
  }

  /** @param owner - who opens it, where that is known */
  async open(response: ServerResponse, owner: string | undefined): Promise<void> {
    if (!this.#limit.take()) return refuse(response, 503, "There are too many sessions.");
    const transport = new SSEServerTransport(this.#endpoint, response);
    const server = createLegacyServer(this.#serving);
    this.#sessions.set(transport.sessionId, { owner, transport, server });
    const keepAlive = setInterval(() => response.write(": keepalive\n\n"), keepAliveMs).unref();
    const unfollow = server.onclose;
    server.onclose = () => {
      unfollow?.();
      clearInterval(keepAlive);
      if (this.#sessions.delete(transport.sessionId)) this.#limit.give();
    };
    await server.connect(transport);
  }

  async receive(
    request: IncomingMessage,
    response: ServerResponse,
    body: unknown,
    owner: string | undefined,
  ): Promise<void> {
    const id = new URLSearchParams(request.url?.split("?", 2)[1]).get("sessionId");
    const session = this.#sessions.get(id ?? "");
    if (!session || session.owner !== owner) return refuse(response, 404, "Session not found", -32_001);
    await session.transport.handlePostMessage(request, response, body);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map(({ server }) => server.close()));
  }
}
