import { setTimeout as delay } from "node:timers/promises";
import type { StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

/** How long a server may take to end a session before it is left to find out by itself, in milliseconds. */
const patienceMs = 1_000;

/**
 * Tells the server that its session will not be used any more, if there is one. That it cannot be told does
 * no harm.
 *
 * Source: MCP specification 2025-11-25, transports, session management: clients should send DELETE.
 */
export async function endSession(transport: StreamableHTTPClientTransport): Promise<void> {
  if (transport.sessionId === undefined) return;
  const timer = new AbortController();
  const patience = delay(patienceMs, undefined, { signal: timer.signal });
  await Promise.race([transport.terminateSession(), patience]).catch(() => {});
  timer.abort();
  await patience.catch(() => {});
}
