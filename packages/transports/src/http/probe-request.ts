import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type JSONRPCMessage,
  type JSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/client";

/** Ids of the transport's own requests, which no client above it uses. */
const idPrefix = "mcp-team:ping:";

/** The fields that every request of the modern era carries, as the client above fills them in. */
export type Envelope = Readonly<Record<string, unknown>>;

/**
 * A request that every server has to answer, and that changes nothing: `ping`, which the modern era replaced
 * by `server/discover`.
 *
 * @param envelope - the fields of the modern era; none in the legacy one
 */
export function probeRequest(count: number, envelope: Envelope | undefined): JSONRPCRequest {
  const id = `${idPrefix}${count}`;
  if (envelope === undefined) return { jsonrpc: "2.0", id, method: "ping" };
  return { jsonrpc: "2.0", id, method: "server/discover", params: { _meta: { ...envelope } } };
}

/** Whether a message is the answer to a request that {@link probeRequest} made. */
export function isProbeAnswer(message: JSONRPCMessage): boolean {
  return !("method" in message) && typeof message.id === "string" && message.id.startsWith(idPrefix);
}

/** The fields of the modern era that a request carries. */
export function envelopeOf(request: JSONRPCRequest): Envelope | undefined {
  const meta: Record<string, unknown> = request.params?._meta ?? {};
  if (meta[PROTOCOL_VERSION_META_KEY] === undefined) return undefined;
  const keys = [PROTOCOL_VERSION_META_KEY, CLIENT_INFO_META_KEY, CLIENT_CAPABILITIES_META_KEY];
  return Object.fromEntries(keys.filter((key) => key in meta).map((key) => [key, meta[key]]));
}
