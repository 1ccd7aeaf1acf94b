import type { OnDemandConnection, ServerStatus } from "../connection/server-status.js";
import type { PrincipalServers } from "./principal-servers.js";
import type { PrincipalServer } from "./tenant-options.js";

/** What a person sees of a server that is connected to for each principal. */
export function describeOnDemand(
  { name, kind }: PrincipalServer,
  open: readonly PrincipalServers[],
): ServerStatus {
  return {
    name,
    transport: kind,
    state: "on-demand",
    attempts: 0,
    tools: [],
    leftOut: [],
    connections: open.map((servers) => describeConnection(name, servers)),
  };
}

function describeConnection(
  name: string,
  { principal, connections, servers, use }: PrincipalServers,
): OnDemandConnection {
  const connection = connections.find((each) => each.name === name);
  const common = { principal: principal.id, inUse: use === "held" };
  if (connection === undefined || servers === undefined) return { ...common, state: "connecting", tools: [] };
  const { state, era, lastError, pid } = connection;
  return {
    ...common,
    state,
    ...(era && { era }),
    tools: servers.toolset.namesOf(connection),
    ...(lastError && { lastError: lastError.message }),
    ...(pid !== undefined && { pid }),
  };
}
