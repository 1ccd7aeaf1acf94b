import type { JSONRPCErrorResponse, JSONRPCRequest } from "@modelcontextprotocol/client";
import type { RemoteServer } from "./remote-server.js";

/** Source: the SDK's 1.x line, `ErrorCode.ConnectionClosed`. */
const connectionClosed = -32_000;

const marker = "answer-lost";

export const lostAnswerHint = "Find out whether it had its effect before you ask again.";

/**
 * The answer to a request whose stream ended before the real answer came. Without it the caller would wait
 * for nothing until its time is up.
 */
export function lostAnswer({ label }: RemoteServer, { id, method }: JSONRPCRequest): JSONRPCErrorResponse {
  const message = `${label} was lost before it answered ${method}: whether that had an effect is not known.`;
  return { jsonrpc: "2.0", id, error: { code: connectionClosed, message, data: { mcpTeam: marker } } };
}

/** Whether an error is what became of {@link lostAnswer}, and so not the word of the server. */
export function isLostAnswer(error: { readonly code: number; readonly data?: unknown }): boolean {
  return (
    error.code === connectionClosed && (error.data as { mcpTeam?: unknown } | undefined)?.mcpTeam === marker
  );
}
