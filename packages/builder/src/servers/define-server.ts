import type { ServerDefinition } from "@mcp-team/agent";
import { openTransport, type TransportOptions } from "@mcp-team/transports";
import type { ServerConfig } from "./server-config.js";

/** What all servers of a team share. */
export type SharedOptions = Pick<TransportOptions, "logger">;

/** Makes of a configuration what the agent connects to. */
export function defineServer(server: ServerConfig, shared: SharedOptions): ServerDefinition {
  const { name, transport: kind, protocol, timeoutMs, callTimeoutMs } = server;
  const options = { ...transportOptions(server), ...shared };
  return { name, kind, protocol, timeoutMs, callTimeoutMs, open: () => openTransport(options) };
}

function transportOptions(server: ServerConfig): TransportOptions {
  const { protocol: _, callTimeoutMs: __, ...options } = server;
  if (options.transport === "stdio") return { ...options, kind: options.transport };
  return { ...options, kind: options.transport };
}
