/** A log message of a server. */
export interface ServerLog {
  readonly level: string;
  readonly logger?: string;
  readonly data: unknown;
}

/** The events that tell that a list may be another now. */
export const listChanges = ["toolsChanged", "resourcesChanged", "promptsChanged"] as const;

export type ListChange = (typeof listChanges)[number];

/** What a connection tells, as the arguments of each event. */
export interface ConnectionEvents {
  /** The connection's state changed. */
  readonly state: [];
  /** There is a client that knows nothing of what an earlier one was told. */
  readonly connected: [];
  /** The server's tools may have changed. */
  readonly toolsChanged: [];
  /** The server's resources or resource templates may have changed. */
  readonly resourcesChanged: [];
  /** The server's prompts may have changed. */
  readonly promptsChanged: [];
  readonly log: [ServerLog];
  /** A resource that was subscribed to changed. */
  readonly resourceUpdated: [uri: string];
  /** What a person was sent to a URL for is done. */
  readonly elicitationComplete: [elicitationId: string];
}
