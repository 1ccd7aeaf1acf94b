import { openTransport, type TransportOptions } from "./open.js";
import type { RateLimit } from "./rate-limited/options.js";
import { rateLimited } from "./rate-limited/rate-limited.js";
import type { ReconnectPolicy } from "./reconnecting/options.js";
import { reconnecting } from "./reconnecting/reconnecting.js";
import type { ServerTransport } from "./server-transport.js";

/** How to reach a server, and how to keep the line to it. */
export type LineOptions = TransportOptions & {
  /** The time that connecting may take, handshake included, in milliseconds. */
  readonly timeoutMs: number;
  /** When to reopen the line; `false` leaves it lost when it is lost. @default {} */
  readonly reconnect?: ReconnectPolicy | false;
  /** How much the server is asked to do. @default as much as there is */
  readonly rateLimit?: RateLimit;
};

/** Makes the line to a server, not yet started: its transport, and around it what keeps it alive and what holds it back. */
export function openLine({ reconnect = {}, rateLimit, ...options }: LineOptions): ServerTransport {
  const { name, timeoutMs, logger } = options;
  const open = () => openTransport(options);
  const line = reconnect === false ? open() : reconnecting(open, { ...reconnect, name, timeoutMs, logger });
  return rateLimit === undefined ? line : rateLimited(line, { ...rateLimit, name });
}
