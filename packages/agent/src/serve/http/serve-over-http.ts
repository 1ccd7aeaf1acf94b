import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectionError } from "@mcp-team/transports";
import { toNodeHandler, toWebRequest } from "@modelcontextprotocol/node";
import { createMcpHandler, isLegacyRequest } from "@modelcontextprotocol/server";
import type { Guard } from "../guard/guard.js";
import { createModernServer } from "../modern/create-modern-server.js";
import { ParkedCalls } from "../modern/parked-calls.js";
import type { Offer } from "../offer/offer.js";
import { RunningCalls } from "../running-calls.js";
import type { HttpServedTeam, HttpSettings } from "../serve-options.js";
import { authInfoOf } from "./auth-info.js";
import { describeMessages } from "./describe-messages.js";
import { HttpSessions } from "./http-sessions.js";
import { readBody } from "./read-body.js";
import { refuse } from "./refuse.js";
import { SessionLimit } from "./session-limit.js";
import { SseSessions } from "./sse-sessions.js";

/** The longest time between two looks for requests that take too long, in milliseconds. */
const longestCheckMs = 5_000;

/** Listens, and serves both eras at one port: each request says by itself of which it is. */
export async function serveOverHttp(
  offer: Offer,
  settings: HttpSettings,
  guard: Guard,
): Promise<HttpServedTeam> {
  const { path, ssePath, maxBodyBytes, maxSessions, logger } = settings;
  const calls = new RunningCalls(settings.callTimeoutMs);
  const parked = new ParkedCalls();
  const serving = { offer, calls, parked };
  const limit = new SessionLimit(maxSessions);
  const messagesPath = `${ssePath || ""}/messages`;
  const sessions = new HttpSessions(serving, limit, settings.sessionIdleMs);
  const streams = new SseSessions(serving, limit, messagesPath);
  const modern = createMcpHandler(() => createModernServer(serving), {
    legacy: "reject",
    maxRequestBodySize: maxBodyBytes,
    onerror: (err) => logger?.debug({ err }, "a request was refused"),
  });
  const handleModern = toNodeHandler(modern, { maxRequestBodySize: maxBodyBytes });
  const unfollow = offer.onChange((list) => modern.notify[`${list}Changed`]());

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const decision = await guard.check(request, response);
    // Nobody is told any more that this client is gone: what was opened for it would stay for ever.
    if (response.closed) return;
    if (decision.kind === "refused")
      return refuse(response, decision.refusal.status, decision.refusal.message);
    if (decision.kind === "answered") return answer(response, decision.status, decision.body);
    const { identity } = decision;
    const owner = identity?.id;
    const pathname = pathOf(request);
    if (pathname === ssePath && request.method === "GET") return streams.open(response, owner);
    const isMessage = ssePath !== false && pathname === messagesPath && request.method === "POST";
    if (pathname !== path && !isMessage) return refuse(response, 404, `There is nothing at ${pathname}.`);
    const body = await readBody(request, maxBodyBytes);
    if (body.kind === "refused") return refuse(response, body.status, body.message, body.code);
    const value = body.kind === "json" ? body.value : undefined;
    guard.note(request, describeMessages(value));
    // Both SDKs hand it to whatever answers the request.
    if (identity) Object.assign(request, { auth: authInfoOf(identity) });
    if (isMessage) return streams.receive(request, response, value, owner);
    const isLegacy = await isLegacyRequest(await toWebRequest(request, value), value);
    if (response.closed) return;
    if (isLegacy) return sessions.handle(request, response, value, owner);
    return handleModern(request, response, value);
  };

  const { requestTimeoutMs: requestTimeout } = settings;
  // Node.js looks for late requests from time to time only, and not more often than twice a minute unless told.
  const connectionsCheckingInterval = Math.min(requestTimeout, longestCheckMs);
  const server = createServer({ requestTimeout, connectionsCheckingInterval }, (request, response) => {
    handle(request, response).catch((err: unknown) => {
      logger?.warn({ err }, "a request failed");
      refuse(response, 500, "Internal server error", -32_603);
    });
  });
  const origin = await listen(server, settings);

  const closeAll = async () => {
    const ended = once(server, "close");
    server.close();
    parked.close();
    await calls.drain(settings.drainTimeoutMs);
    unfollow();
    await Promise.all([sessions.close(), streams.close(), modern.close()]);
    server.closeAllConnections();
    await ended;
  };
  let closing: Promise<void> | undefined;
  const closed = new Promise<void>((resolve) => void once(server, "close").then(() => resolve()));
  const close = () => (closing ??= closeAll());
  return {
    url: `${origin}${path}`,
    sseUrl: ssePath === false ? undefined : `${origin}${ssePath}`,
    closed,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The path of a request, which may be anything that a client writes. */
function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "";
}

function answer(response: ServerResponse, status: number, body: object | undefined): void {
  response.writeHead(status, body && { "content-type": "application/json" });
  response.end(body && JSON.stringify(body));
}

async function listen(server: Server, { host, port }: HttpSettings): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const hint =
      code === "EADDRINUSE" ? "Take another `port`, or 0 for a free one." : "Look at `host` and `port`.";
    throw new ConnectionError(`The team cannot be served at ${host}:${port}: ${(cause as Error).message}.`, {
      cause: cause as Error,
      hint,
    });
  }
  const { port: taken } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${taken}`;
}
