import type { ReplicaStatus, TransportKind } from "@mcp-team/transports";
import type { ProtocolEra } from "../server-definition.js";

/** The life of a connection. */
export type ConnectionState = "connecting" | "ready" | "reconnecting" | "failed" | "closed";

/** A tool of a server that is not offered to the model, and why. */
export interface LeftOutTool {
  readonly name: string;
  readonly reason: string;
}

/** What a person sees of one replica of a server. */
export type ServerReplica = Omit<ReplicaStatus, "lastError"> & {
  /** The message of the last error, secrets masked. */
  readonly lastError?: string;
};

/** What a person sees of the connection that one principal has to a server. */
export interface OnDemandConnection {
  /** Whose it is: what `principalId` gives. */
  readonly principal: string;
  readonly state: ConnectionState;
  /** Whether a run uses it, or a call that goes on while its run is interrupted. */
  readonly inUse: boolean;
  /** How the server speaks, once that is known. */
  readonly era?: ProtocolEra;
  /** The names of the tools that the principal has, as the model knows them. */
  readonly tools: readonly string[];
  /** The message of the last error, secrets masked. */
  readonly lastError?: string;
  /** The process id of a local server that runs. */
  readonly pid?: number;
}

/** What a person sees of one server. */
export interface ServerStatus {
  readonly name: string;
  readonly transport: TransportKind;
  /** How the server speaks, once that is known. */
  readonly era?: ProtocolEra;
  /** `on-demand` when it is connected to for each principal by itself, see `connections`. */
  readonly state: ConnectionState | "on-demand";
  /** How many failures in a row the line to it had: attempts to reach it, and sessions that ended at once. */
  readonly attempts: number;
  /** The names of its tools, as the model knows them. */
  readonly tools: readonly string[];
  /** Tools that cannot be offered. */
  readonly leftOut: readonly LeftOutTool[];
  /** What somebody should look at, such as a pattern of a tool filter that no tool fits. */
  readonly warnings?: readonly string[];
  /** What of it cannot be used though it is connected, such as a list without an end. */
  readonly problems?: readonly string[];
  /** The message of the last error, secrets masked. */
  readonly lastError?: string;
  /** The process id of a local server that runs. */
  readonly pid?: number;
  /** Its replicas, where it has several. */
  readonly replicas?: readonly ServerReplica[];
  /** Those of the principals that have one now, where each has its own. */
  readonly connections?: readonly OnDemandConnection[];
  /** What the server calls itself. */
  readonly serverInfo?: { readonly name: string; readonly version: string };
}
