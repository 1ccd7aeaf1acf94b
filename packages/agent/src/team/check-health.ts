import { performance } from "node:perf_hooks";
import type { Connection } from "../connection/connection.js";
import { ping } from "../connection/requests.js";
import type { ServerHealth, TeamHealth } from "./agent-team.js";

/** Pings all servers side by side. */
export async function checkHealth(connections: readonly Connection[]): Promise<TeamHealth> {
  const servers = await Promise.all(connections.map(pingServer));
  return { healthy: servers.every(({ healthy }) => healthy), servers };
}

async function pingServer(connection: Connection): Promise<ServerHealth> {
  const start = performance.now();
  try {
    await ping(connection);
    return { name: connection.name, healthy: true, latencyMs: performance.now() - start };
  } catch (error) {
    return { name: connection.name, healthy: false, error: (error as Error).message };
  }
}
