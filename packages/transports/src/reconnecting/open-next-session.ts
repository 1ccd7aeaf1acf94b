import { setTimeout as delay } from "node:timers/promises";
import { TimeoutError } from "../errors/index.js";
import type { Session } from "./session.js";
import type { SessionMemory } from "./session-memory.js";

/** How long opening may take, and what ends it. */
export interface OpeningLimits {
  /** In milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** The server's name, for the error. */
  readonly name?: string;
}

/**
 * Opens a session as the one before it was opened.
 *
 * @returns what the server can do
 * @throws TimeoutError when it takes too long; the session is still to be closed
 */
export async function openNextSession(
  session: Session,
  memory: SessionMemory,
  { timeoutMs, signal, name }: OpeningLimits,
): Promise<Readonly<Record<string, unknown>>> {
  const opened = new AbortController();
  const waiting = delay(timeoutMs, undefined, { signal: AbortSignal.any([opened.signal, signal]) });
  const late = waiting.then(
    () => {
      const message = `Server "${name}" did not complete the MCP handshake within ${timeoutMs} ms.`;
      throw new TimeoutError(message, { server: name, timeoutMs, effect: "none" });
    },
    () => ({}),
  );
  try {
    const capabilities = await Promise.race([session.replay(memory), late]);
    if (session.isOver) throw session.endedBecause;
    return capabilities;
  } finally {
    opened.abort();
  }
}
