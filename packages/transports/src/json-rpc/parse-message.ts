import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { isJsonRpcMessage } from "./is-json-rpc-message.js";
import { answerForUnusable } from "./unusable-answer.js";

/** Reads one JSON-RPC message; gives nothing for a text that is none, and an error for an answer that cannot be used. */
export function parseMessage(text: string): JSONRPCMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonRpcMessage(value) ? value : answerForUnusable(value);
  } catch {
    return undefined;
  }
}
