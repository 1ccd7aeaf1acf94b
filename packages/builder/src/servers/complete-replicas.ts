import { balancedDefaults } from "@mcp-team/transports/settings";
import type { ServerConfig } from "./server-config.js";
import type { ReplicaOptions, ServerDefaults } from "./server-options.js";

/** How calls are spread over the replicas of a server; nothing for a server that has none but itself. */
export function completeReplicas(
  count: number,
  written: ReplicaOptions,
  defaults: ServerDefaults,
): Pick<ServerConfig, "strategy" | "sticky"> {
  if (count === 1) return {};
  return {
    strategy: written.strategy ?? defaults.strategy ?? balancedDefaults.strategy,
    sticky: written.sticky ?? balancedDefaults.sticky,
  };
}
