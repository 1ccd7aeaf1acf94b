import { performance } from "node:perf_hooks";
import type { Connection } from "../connection/connection.js";
import { ping } from "../connection/requests.js";
import type { ServerHealth, TeamHealth } from "./agent-team.js";

/**
 * Pings all servers side by side.
 *
 * @param onDemand - those that are connected to for each principal: what one of them lost says nothing about the others, so they
 * are not asked
 */
export async function checkHealth(
  connections: readonly Connection[],
  onDemand: readonly string[] = [],
): Promise<TeamHealth> {
  const pinged = await Promise.all(connections.map(pingServer));
  const servers = [...pinged, ...onDemand.map((name) => ({ name, healthy: true }))];
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
