import { ForwardingTransport, relatedRequest, type ServerTransport } from "@mcp-team/transports";
import type { JSONRPCMessage, TransportSendOptions } from "@modelcontextprotocol/client";
import type { CallsInFlight } from "./calls-in-flight.js";

/** The requests in whose course servers may ask for something. Source: MCP 2026-07-28, multi round-trip requests. */
const calling = new Set(["tools/call", "prompts/get", "resources/read"]);

/** Knows by the requests that pass which call each message belongs to. */
export class RelatedTransport extends ForwardingTransport {
  readonly #calls: CallsInFlight;

  /** @param inner - not yet started */
  constructor(inner: ServerTransport, calls: CallsInFlight) {
    super(inner);
    this.#calls = calls;
    inner.onmessage = (message, extra) => {
      // To note it costs every promise of the process something from then on, and only requests are on somebody's behalf:
      // without a relation on no call's, also when a call happens to have opened the line that it came over.
      if (!("method" in message) && message.id !== undefined) calls.answered(message.id);
      if (!("method" in message && "id" in message)) this.onmessage?.(message, extra);
      else calls.relatedTo(relatedRequest(extra), () => this.onmessage?.(message, extra));
    };
  }

  override send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if (!("method" in message && "id" in message) || !calling.has(message.method))
      return super.send(message, options);
    this.#calls.carry(message.id);
    const call = this.#calls.current;
    if (!call?.from) return super.send(message, options);
    // The server has answered this before: the client goes on from there.
    const { from: result } = call;
    call.from = undefined;
    queueMicrotask(() => this.onmessage?.({ jsonrpc: "2.0", id: message.id, result }));
    return Promise.resolve();
  }
}
