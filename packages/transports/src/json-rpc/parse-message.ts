import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { keepShape } from "../keep-shape.js";
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

/** What most servers answer to a call, in the two orders in which they write it down. */
const answers = [
  '{"result":{"content":[{"type":"text","text":""}]},"jsonrpc":"2.0","id":0}',
  '{"jsonrpc":"2.0","id":0,"result":{"content":[{"type":"text","text":""}]}}',
];
for (const answer of answers) keepShape(JSON.parse(answer));
