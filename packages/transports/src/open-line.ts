import { openTransport, type TransportOptions } from "./open.js";
import type { ReconnectPolicy } from "./reconnecting/options.js";
import { reconnecting } from "./reconnecting/reconnecting.js";
import type { ServerTransport } from "./server-transport.js";

/** How to reach a server, and how to keep the line to it. */
export type LineOptions = TransportOptions & {
  /** The time that connecting may take, handshake included, in milliseconds. */
  readonly timeoutMs: number;
  /** When to reopen the line; `false` leaves it lost when it is lost. @default {} */
  readonly reconnect?: ReconnectPolicy | false;
};

/** Makes the line to a server, not yet started: its transport, and around it what keeps it alive. */
export function openLine({ reconnect = {}, ...options }: LineOptions): ServerTransport {
  const open = () => openTransport(options);
  if (reconnect === false) return open();
  const { name, timeoutMs, logger } = options;
  return reconnecting(open, { ...reconnect, name, timeoutMs, logger });
}
