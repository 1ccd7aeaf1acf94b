import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { isInitializeRequest } from "@modelcontextprotocol/sdk/types.js";
import { createLegacyServer, type LegacyServing } from "../legacy/create-legacy-server.js";
import { OpenRequests } from "./open-requests.js";
import { refuse } from "./refuse.js";
import type { SessionLimit } from "./session-limit.js";

interface Session {
  /** Who opened it, where that is known. Nobody else may use it. */
  readonly owner: string | undefined;
  readonly transport: StreamableHTTPServerTransport;
  readonly server: Server;
  readonly requests: OpenRequests;
  /** How many HTTP requests of it are open. */
  open: number;
  idle: NodeJS.Timeout | undefined;
}

/** The sessions of Streamable HTTP in the legacy era. One that is left alone ends by itself. */
export class HttpSessions {
  readonly #sessions = new Map<string, Session>();
  readonly #serving: LegacyServing;
  readonly #limit: SessionLimit;
  readonly #idleMs: number;

  constructor(serving: LegacyServing, limit: SessionLimit, idleMs: number) {
    this.#serving = serving;
    this.#limit = limit;
    this.#idleMs = idleMs;
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    body: unknown,
    owner: string | undefined,
  ): Promise<void> {
    const id = request.headers["mcp-session-id"];
    const found = id === undefined ? undefined : this.#sessions.get(String(id));
    // Somebody else's session is answered like one that there is not.
    const session = found?.owner === owner ? found : undefined;
    // "The server MUST respond to requests containing that session ID with HTTP 404" (2025-11-25, session management)
    if (id !== undefined && !session) return refuse(response, 404, "Session not found", -32_001);
    if (session) return this.#serve(session, request, response, body);
    if (![body].flat().some(isInitializeRequest))
      return refuse(response, 400, "Bad Request: a session begins with initialize");
    if (!this.#limit.take()) return refuse(response, 503, "There are too many sessions.");
    await this.#serve(await this.#open(owner), request, response, body);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map(({ server }) => server.close()));
  }

  async #open(owner: string | undefined): Promise<Session> {
    const requests = new OpenRequests();
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void this.#sessions.set(id, session),
    });
    const server = createLegacyServer({ ...this.#serving, goneOf: (id) => requests.goneOf(id) });
    const session: Session = { owner, transport, server, requests, open: 0, idle: undefined };
    const unfollow = server.onclose;
    server.onclose = () => {
      unfollow?.();
      clearTimeout(session.idle);
      this.#sessions.delete(transport.sessionId ?? "");
      this.#limit.give();
    };
    // Its optional members may be undefined here, which the interface of the SDK does not say.
    await server.connect(transport as Parameters<Server["connect"]>[0]);
    return session;
  }

  async #serve(session: Session, request: IncomingMessage, response: ServerResponse, body: unknown) {
    clearTimeout(session.idle);
    session.open++;
    session.requests.follow(body, response);
    response.once("close", () => {
      session.open--;
      this.#rest(session);
    });
    await session.transport.handleRequest(request, response, body);
  }

  #rest(session: Session): void {
    const id = session.transport.sessionId;
    if (session.open > 0) return;
    // One that was refused at its beginning has no name, and nobody can come back to it.
    if (id === undefined) return void session.server.close();
    if (!this.#sessions.has(id)) return;
    session.idle = setTimeout(() => void session.server.close(), this.#idleMs).unref();
  }
}
