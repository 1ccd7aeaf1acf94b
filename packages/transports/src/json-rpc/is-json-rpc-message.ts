import type { JSONRPCMessage } from "@modelcontextprotocol/client";

/**
 * Whether a parsed value has the envelope of a JSON-RPC 2.0 request, notification, result or error, as MCP narrows it:
 * an id is a string or a number. What is inside the envelope is the client's to check.
 */
export function isJsonRpcMessage(value: unknown): value is JSONRPCMessage {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { jsonrpc, id, method, params, result, error } = value as Record<string, unknown>;
  if (jsonrpc !== "2.0") return false;
  if (method !== undefined) {
    return (
      typeof method === "string" &&
      (id === undefined || isId(id)) &&
      (params === undefined || isObject(params))
    );
  }
  if (error !== undefined) {
    // The id of an error is missing when the request could not even be read.
    return (id === undefined || id === null || isId(id)) && isError(error);
  }
  return isId(id) && isObject(result);
}

export function isId(value: unknown): value is string | number {
  return typeof value === "string" || (typeof value === "number" && Number.isInteger(value));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isError(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { code, message } = value as Record<string, unknown>;
  return typeof code === "number" && Number.isInteger(code) && typeof message === "string";
}
