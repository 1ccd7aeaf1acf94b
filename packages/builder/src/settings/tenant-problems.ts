import type { PinnedResource } from "@mcp-team/agent";
import { tenantDefaults } from "@mcp-team/agent/settings";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { writePath } from "../problems/path.js";
import { connectionCount } from "../servers/connection-count.js";
import { contextOptions } from "../servers/context-options.js";
import type { ServerConfig } from "../servers/server-config.js";
import type { SettingsOnce } from "./single-settings.js";

/** What does not go together: tenants, functions of servers, and what is the same for all. */
export function tenantProblems(
  once: Pick<SettingsOnce, "values" | "mentions">,
  servers: readonly ServerConfig[],
  resources: readonly PinnedResource[],
): ConfigurationProblem[] {
  const { tenants } = once.values;
  if (tenants === undefined && once.mentions("tenants")) return [];
  const onDemand = servers.filter((server) => contextOptions(server).length > 0);
  if (tenants === undefined) return onDemand.flatMap(functionWithoutTenants);
  const size = onDemand.reduce((sum, server) => sum + connectionCount(server), 0);
  const pinned = resources.filter(({ server }) => onDemand.some(({ name }) => name === server));
  return [
    ...(["maxConnections", "maxConnectionsPerTenant"] as const).flatMap((cap) =>
      size > (tenants[cap] ?? tenantDefaults.maxConnections) ? [tooFew(cap, size, onDemand)] : [],
    ),
    ...pinned.map(({ uri, server }) => ({
      path: writePath("resources", [uri]),
      message: `is on server "${server}", which each principal has a connection of its own to, and the system prompt is the same for all: give it to the model with withResourcesAsTools()`,
    })),
  ];
}

/** Headers, and what is in `auth`, may be functions anyway: of each request. */
function functionWithoutTenants(server: ServerConfig): ConfigurationProblem[] {
  const message =
    "is a function of a run's context: say whom runs are for with withTenants({ principal }), or give an object";
  const options: Readonly<Record<string, unknown>> = { ...server };
  return ["env", "auth"].flatMap((option) =>
    typeof options[option] === "function"
      ? [{ path: writePath("servers", [server.name, option]), message }]
      : [],
  );
}

function tooFew(cap: string, size: number, servers: readonly ServerConfig[]): ConfigurationProblem {
  const names = servers.map(({ name }) => `"${name}"`).join(", ");
  const message = `is less than the ${size} connections that each principal needs: ${names}. Raise it to ${size} at least`;
  return { path: writePath("tenants", [cap]), message };
}
