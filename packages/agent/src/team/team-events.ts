import type { ServerStatus } from "../connection/server-status.js";

/** What a team tells its listeners, by event name. */
export interface TeamEvents {
  /** The state of a server changed. */
  readonly state: ServerStatus;
  /** The merged list of tools changed. */
  readonly toolsChanged: { readonly server: string; readonly tools: readonly string[] };
  /** A server sent a log message. */
  readonly log: {
    readonly server: string;
    readonly level: string;
    readonly logger?: string;
    readonly data: unknown;
  };
  /** A resource that was subscribed to changed. */
  readonly resourceUpdated: { readonly server: string; readonly uri: string };
  /** The team was closed. */
  readonly closed: undefined;
}
