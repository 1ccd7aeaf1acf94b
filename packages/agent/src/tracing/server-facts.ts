import type { TransportKind } from "@mcp-team/transports";
import type { Attributes } from "@opentelemetry/api";

/** Where a server is. Source: OpenTelemetry semantic conventions for MCP, recording the transport. */
export function serverFacts(name: string, kind: TransportKind, url: string | undefined): Attributes {
  const attributes: Attributes = { "mcp.server.name": name };
  if (kind === "stdio") return { ...attributes, "network.transport": "pipe" };
  const address = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
  return {
    ...attributes,
    "network.transport": "tcp",
    "network.protocol.name": "http",
    ...(address && { "server.address": address.hostname, "server.port": portOf(address) }),
  };
}

function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
