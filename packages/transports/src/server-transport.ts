import type { Transport } from "@modelcontextprotocol/client";
import type { McpTeamError } from "./errors/index.js";

/** The kinds of line to a server. */
export type TransportKind = "stdio" | "sse" | "http";

/** Where a line stands that is reopened when it is lost. */
export interface LineStatus {
  readonly state: "connecting" | "ready" | "reconnecting" | "failed" | "closed";
  /** How many failures in a row there were. */
  readonly failures: number;
  /** Why the line is not ready. */
  readonly cause?: Error;
}

/**
 * The SDK's `Transport`, which can also say what happened to it.
 *
 * Every part of this package is one, and a part that adds a behaviour takes transports and returns one.
 */
export interface ServerTransport extends Transport {
  readonly kind: TransportKind;
  /** The process id of the server, where it is a local process that runs. */
  readonly pid?: number | undefined;
  /** Where the line stands, if it is reopened when it is lost: otherwise it is ready until `onclose`. */
  readonly status?: LineStatus;
  /** Called at each change of {@link ServerTransport.status}. */
  onstatus?: ((status: LineStatus) => void) | undefined;
  /**
   * Turns a failure into an error that says what was tried, what came back and what to try next.
   *
   * @param cause - what the SDK's client rejected with
   * @param phase - `"connect"` until the MCP handshake is complete, then `"call"`
   */
  explain(cause: unknown, phase: "connect" | "call"): McpTeamError;
}
