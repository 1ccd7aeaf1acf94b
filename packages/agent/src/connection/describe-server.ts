import type { ReplicaStatus } from "@mcp-team/transports";
import type { Connection } from "./connection.js";
import type { LeftOutTool, ServerReplica, ServerStatus } from "./server-status.js";

/** What a person sees of one server at this moment. */
export function describeServer(
  connection: Connection,
  tools: readonly string[],
  leftOut: readonly LeftOutTool[],
  warnings: readonly string[] = [],
): ServerStatus {
  const { name, kind, era, state, failures, problems, lastError, pid, replicas, serverInfo } = connection;
  return {
    name,
    transport: kind,
    ...(era && { era }),
    state,
    attempts: failures,
    tools,
    leftOut,
    ...(warnings.length > 0 && { warnings }),
    ...(problems.size > 0 && { problems: [...problems.values()].map(({ message }) => message) }),
    ...(lastError && { lastError: lastError.message }),
    ...(pid !== undefined && { pid }),
    ...(replicas && { replicas: replicas.map(describeReplica) }),
    ...(serverInfo && { serverInfo: { name: serverInfo.name, version: serverInfo.version } }),
  };
}

function describeReplica({ lastError, ...replica }: ReplicaStatus): ServerReplica {
  return { ...replica, ...(lastError && { lastError: lastError.message }) };
}
