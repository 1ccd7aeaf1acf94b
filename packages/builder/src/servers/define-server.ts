import type { ServerDefinition } from "@mcp-team/agent";
import { type Auth, type LineOptions, openLine, type TransportOptions } from "@mcp-team/transports";
import type { RemoteServerConfig, StdioServerConfig } from "./server-config.js";

/** What all servers of a team share. */
export type SharedOptions = Pick<TransportOptions, "logger">;

/** A server whose environment and `auth` do not depend on whom a run is for, or not any more. */
export type FixedServer =
  | (Omit<StdioServerConfig, "env"> & FixedEnvironment)
  | (Omit<RemoteServerConfig, "env" | "auth"> & FixedEnvironment & { readonly auth?: Auth | undefined });

interface FixedEnvironment {
  readonly env: Readonly<Record<string, string>>;
}

/** Makes of a configuration what the agent connects to. */
export function defineServer(server: FixedServer, shared: SharedOptions): ServerDefinition {
  const {
    name,
    transport: kind,
    protocol,
    timeoutMs,
    callTimeoutMs,
    maxCallTimeoutMs,
    toolTimeouts,
    tools,
  } = server;
  const options = { ...lineOptions(server), ...shared };
  return {
    name,
    kind,
    ...("url" in server && { url: server.url }),
    protocol,
    timeoutMs,
    callTimeoutMs,
    maxCallTimeoutMs,
    toolTimeouts,
    tools,
    open: () => openLine(options),
  };
}

function lineOptions(server: FixedServer): LineOptions {
  const {
    protocol: _protocol,
    callTimeoutMs: _callTimeoutMs,
    maxCallTimeoutMs: _maxCallTimeoutMs,
    toolTimeouts: _toolTimeouts,
    tools: _tools,
    ...options
  } = server;
  if (options.transport === "stdio") return { ...options, kind: options.transport };
  return { ...options, kind: options.transport };
}
