/** A log message of a server. */
export interface ServerLog {
  readonly level: string;
  readonly logger?: string;
  readonly data: unknown;
}

/** What a connection tells, as the arguments of each event. */
export interface ConnectionEvents {
  /** The connection's state changed. */
  readonly state: [];
  /** The server's tools may have changed. */
  readonly toolsChanged: [];
  readonly log: [ServerLog];
  /** A resource that was subscribed to changed. */
  readonly resourceUpdated: [uri: string];
  /** What a person was sent to a URL for is done. */
  readonly elicitationComplete: [elicitationId: string];
}
