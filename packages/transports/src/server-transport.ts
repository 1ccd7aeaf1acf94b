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

/** Where one replica of a server stands. */
export interface ReplicaStatus {
  /** Its place among the replicas, from 0. */
  readonly index: number;
  /** Where it is, without secrets. */
  readonly url?: string;
  /** The process id, where it is a local process that runs. */
  readonly pid?: number;
  readonly state: LineStatus["state"];
  /** How many calls it works on. */
  readonly inFlight: number;
  /** How many failures in a row there were in reaching it. */
  readonly failures: number;
  /** `open`: it can be reached, but failed too often to get calls. `half-open`: a call was sent to it as a trial. */
  readonly circuit: "closed" | "open" | "half-open";
  /** Why it is not ready, or was not the last time. */
  readonly lastError?: Error;
  /** The tools that it has and the team does not offer, because not all replicas have the same. */
  readonly leftOut?: readonly string[];
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
  /** The replicas of the server, where the line leads to several. */
  readonly replicas?: readonly ReplicaStatus[] | undefined;
  /** Called at each change of {@link ServerTransport.status}, or of that of a replica. */
  onstatus?: ((status: LineStatus) => void) | undefined;
  /**
   * Turns a failure into an error that says what was tried, what came back and what to try next.
   *
   * @param cause - what the SDK's client rejected with
   * @param phase - `"connect"` until the MCP handshake is complete, then `"call"`
   */
  explain(cause: unknown, phase: "connect" | "call"): McpTeamError;
}
