import { ForwardingTransport, type ServerTransport } from "@mcp-team/transports";
import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import type { ProtocolEra } from "../server-definition.js";

/**
 * Takes the results of a modern server that do not say of which kind they are for complete, as those of older servers are. MCP has
 * servers of 2026-07-28 say so, and the SDK's client refuses an answer that does not. But the tool has run by then: what it did is
 * not to be told as a failure for want of a word.
 */
export class CompleteResults extends ForwardingTransport {
  /**
   * @param inner - not yet started
   * @param era - that of the server, as soon as it is known
   */
  constructor(inner: ServerTransport, era: () => ProtocolEra | undefined) {
    super(inner);
    inner.onmessage = (message, extra) => {
      this.onmessage?.(lacksKind(message) && era() === "modern" ? complete(message) : message, extra);
    };
  }
}

type ResultMessage = Extract<JSONRPCMessage, { readonly result: unknown }>;

/** A server may answer with anything, such as `null`. */
function lacksKind(message: JSONRPCMessage): message is ResultMessage {
  if (!("result" in message)) return false;
  const result: unknown = message.result;
  return typeof result === "object" && result !== null && !Array.isArray(result) && !("resultType" in result);
}

function complete(message: ResultMessage): JSONRPCMessage {
  return { ...message, result: { ...message.result, resultType: "complete" } };
}
