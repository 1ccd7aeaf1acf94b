import type { ServerConfig } from "./server-config.js";

/** How many connections a server takes: one for each of its replicas. */
export function connectionCount(server: ServerConfig): number {
  const replicas = server.transport === "stdio" ? server.instances : server.urls?.length;
  return replicas ?? 1;
}
