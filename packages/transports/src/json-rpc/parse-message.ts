import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { isJsonRpcMessage } from "./is-json-rpc-message.js";

/** Reads one JSON-RPC message; gives nothing for a text that is none. */
export function parseMessage(text: string): JSONRPCMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonRpcMessage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
