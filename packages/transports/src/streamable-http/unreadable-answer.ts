import type { JSONRPCErrorResponse, RequestId } from "@modelcontextprotocol/client";
import { unusableAnswer } from "../json-rpc/unusable-answer.js";

/**
 * Whether the SDK's transport failed to read a message: it tells of it with the error of its schema, a long list of all that
 * the message is not.
 *
 * Source: `StreamableHTTPClientTransport` of @modelcontextprotocol/client 2.4.
 */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && "issues" in error && Array.isArray(error.issues);
}

/** The answer to the request that was answered with what is no message. */
export function unreadableAnswer(id: RequestId): JSONRPCErrorResponse {
  return unusableAnswer(id, "the answer is no result and no error of JSON-RPC");
}
