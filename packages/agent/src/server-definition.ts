import type { ServerTransport, TransportKind } from "@mcp-team/transports";

/** How a server speaks: `legacy` is 2024-10-07 to 2025-11-25, `modern` is 2026-07-28. */
export type ProtocolEra = "legacy" | "modern";

/** Which era to speak: `auto` finds out. */
export type ProtocolOption = "auto" | ProtocolEra;

/** One MCP server, ready to be connected to. */
export interface ServerDefinition {
  readonly name: string;
  readonly kind: TransportKind;
  /** @default "auto" */
  readonly protocol?: ProtocolOption;
  /** The time that connecting may take, handshake included, in milliseconds. */
  readonly timeoutMs: number;
  /** The time that a call may take, in milliseconds. @default 60_000 */
  readonly callTimeoutMs?: number;
  /** Makes a transport to the server, not yet started. Called again whenever a new one is needed. */
  open(): ServerTransport;
}
