import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { SECRET_MASK } from "./mask-secrets.js";

/** What lies deeper is no text for people. */
const deepest = 50;

/**
 * Masks secrets in what a server says about itself: its errors, failed calls of tools included, and what it logs. These reach logs,
 * errors and spans here. What it was asked for, its results, stay as they are.
 *
 * @param maskFailure - masks the results of failed calls, which a model reads, too
 */
export function maskMessage(
  message: JSONRPCMessage,
  mask: (text: string) => string,
  maskFailure = mask,
): JSONRPCMessage {
  if ("error" in message)
    return { ...message, error: masked(message.error, mask, 0) as typeof message.error };
  if ("method" in message && message.method === "notifications/message" && message.params)
    return { ...message, params: masked(message.params, mask, 0) as typeof message.params };
  if ("result" in message && message.result.isError === true)
    return { ...message, result: masked(message.result, maskFailure, 0) as typeof message.result };
  return message;
}

function masked(value: unknown, mask: (text: string) => string, depth: number): unknown {
  if (typeof value === "string") return mask(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === deepest) return SECRET_MASK;
  if (Array.isArray(value)) return value.map((each) => masked(each, mask, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [mask(key), masked(each, mask, depth + 1)]),
  );
}
