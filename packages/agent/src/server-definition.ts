import type { ServerTransport, TransportKind } from "@mcp-team/transports";

/** How a server speaks: `legacy` is 2024-10-07 to 2025-11-25, `modern` is 2026-07-28. */
export type ProtocolEra = "legacy" | "modern";

/** Which era to speak: `auto` finds out. */
export type ProtocolOption = "auto" | ProtocolEra;

/** Limits by patterns of tool names; the first that fits counts. A number is `callTimeoutMs`. */
export type ToolTimeouts = Readonly<
  Record<string, number | { readonly callTimeoutMs?: number; readonly maxCallTimeoutMs?: number }>
>;

/** Which tools of a server are offered, by patterns of the names that the server gives them; `*` stands for any characters. */
export interface ToolFilter {
  /** Only tools that fit one of these. @default all */
  readonly include?: readonly string[];
  /** None that fits one of these, whatever `include` says. @default none */
  readonly exclude?: readonly string[];
}

/** One MCP server, ready to be connected to. */
export interface ServerDefinition {
  readonly name: string;
  readonly kind: TransportKind;
  /** The address of a remote server, for traces: they say its host and port. */
  readonly url?: string;
  /** @default "auto" */
  readonly protocol?: ProtocolOption;
  /** The time that connecting may take, handshake included, in milliseconds. */
  readonly timeoutMs: number;
  /** The time that a call may take without an answer or progress, in milliseconds. @default 60_000 */
  readonly callTimeoutMs?: number;
  /** The time that a call may take in all, in milliseconds. @default no limit */
  readonly maxCallTimeoutMs?: number;
  /** Limits of single tools, by patterns of the names that the server gives them: `*` stands for any characters. */
  readonly toolTimeouts?: ToolTimeouts;
  /** Which of its tools are offered. @default all */
  readonly tools?: ToolFilter;
  /** Makes a transport to the server, not yet started. Called again whenever a new one is needed. */
  open(): ServerTransport;
}
