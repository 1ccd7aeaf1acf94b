import type { JSONRPCErrorResponse, RequestId } from "@modelcontextprotocol/client";
import { isId, isObject } from "./is-json-rpc-message.js";

const marker = "answer-unusable";

/** How much of what is no result is shown. */
const quotedLength = 60;

/** Whether an error is what became of {@link answerForUnusable}, and so not the word of the server. */
export function isUnusableAnswer({ data }: { readonly data?: unknown }): boolean {
  return (data as { mcpTeam?: unknown } | undefined)?.mcpTeam === marker;
}

/**
 * The answer to the request that a server answered with neither a result nor an error, such as `"result": null`. Its caller
 * is told at once, and does not wait until its time is up.
 *
 * Source: MCP specification, base protocol: a result is an object, an error has a code and a message.
 *
 * @param value - what was read, and is no JSON-RPC message
 * @returns nothing when it is no answer to a request at all
 */
export function answerForUnusable(value: unknown): JSONRPCErrorResponse | undefined {
  if (!isObject(value)) return undefined;
  const { jsonrpc, id, method, result, error } = value;
  if (jsonrpc !== "2.0" || method !== undefined || !isId(id)) return undefined;
  const [field, given] = error === undefined ? ["result", result] : ["error", error];
  const text = JSON.stringify(given) ?? "nothing";
  const shown = text.length > quotedLength ? `${text.slice(0, quotedLength)}…` : text;
  return unusableAnswer(id, `the ${field} in the answer is ${shown}`);
}

/** @param why - what is wrong with the real answer */
export function unusableAnswer(id: RequestId, why: string): JSONRPCErrorResponse {
  return {
    jsonrpc: "2.0",
    id,
    error: { code: -32_603, message: `invalid result: ${why}`, data: { mcpTeam: marker } },
  };
}
