import type { Transport as LegacyTransport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage as LegacyMessage } from "@modelcontextprotocol/sdk/types.js";
import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  PROTOCOL_VERSION_META_KEY,
  type Transport,
} from "@modelcontextprotocol/server";

type Era = "legacy" | "modern";

/** One line, seen as one for each era. */
export interface SplitLine {
  readonly legacy: LegacyTransport;
  readonly modern: Transport;
}

/**
 * Splits the line to one client into one for each era. A request of the modern era carries its revision; the first that does not
 * is of the legacy era. What is no request belongs to the era of the last one. A client may try the modern era first.
 */
export function splitEras(line: Transport): SplitLine {
  let era: Era | undefined;
  const modern = new Side(line);
  const legacy = new Side(line);
  line.onmessage = (message, extra) => {
    if (isJSONRPCRequest(message)) era = eraOf(message);
    const side = era === "modern" ? modern : legacy;
    side.onmessage?.(message, extra);
  };
  line.onerror = (error) => (era === "modern" ? modern : legacy).onerror?.(error);
  line.onclose = () => {
    modern.onclose?.();
    legacy.onclose?.();
  };
  return { modern, legacy: legacy as unknown as LegacyTransport };
}

/** What one era sees of the line. Closing it closes the line. */
class Side implements Transport {
  onmessage?: NonNullable<Transport["onmessage"]>;
  onerror?: NonNullable<Transport["onerror"]>;
  onclose?: NonNullable<Transport["onclose"]>;
  readonly #line: Transport;

  constructor(line: Transport) {
    this.#line = line;
  }

  /** The line is started once, for both. */
  async start(): Promise<void> {}

  send(message: JSONRPCMessage | LegacyMessage): Promise<void> {
    return this.#line.send(message as JSONRPCMessage);
  }

  close(): Promise<void> {
    return this.#line.close();
  }
}

function eraOf({ params }: JSONRPCMessage & { readonly params?: object }): Era {
  const meta = (params as { readonly _meta?: object } | undefined)?._meta;
  return meta !== undefined && PROTOCOL_VERSION_META_KEY in meta ? "modern" : "legacy";
}
