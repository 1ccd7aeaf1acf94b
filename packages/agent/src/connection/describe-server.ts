import type { Connection } from "./connection.js";
import type { LeftOutTool, ServerStatus } from "./server-status.js";

/** What a person sees of one server at this moment. */
export function describeServer(
  connection: Connection,
  tools: readonly string[],
  leftOut: readonly LeftOutTool[],
): ServerStatus {
  const { name, kind, era, state, failures, lastError, pid, serverInfo } = connection;
  return {
    name,
    transport: kind,
    ...(era && { era }),
    state,
    attempts: failures,
    tools,
    leftOut,
    ...(lastError && { lastError: lastError.message }),
    ...(pid !== undefined && { pid }),
    ...(serverInfo && { serverInfo: { name: serverInfo.name, version: serverInfo.version } }),
  };
}
