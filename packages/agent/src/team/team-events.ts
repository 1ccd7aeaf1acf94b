import type { EventEmitter } from "node:events";
import type { ServerStatus } from "../connection/server-status.js";
import type { ToolsSelected } from "../selection/selection-middleware.js";

/** Where something comes from. */
export interface FromServer {
  readonly server: string;
  /** Whose connection it came from, where each principal has its own: what `principalId` gives. */
  readonly principal?: string;
}

/** What a team tells its listeners, by event name. */
export interface TeamEvents {
  /** The state of a server changed. */
  readonly state: ServerStatus;
  /** The merged list of tools changed. */
  readonly toolsChanged: FromServer & { readonly tools: readonly string[] };
  /** The resources or resource templates of a server may have changed. */
  readonly resourcesChanged: FromServer;
  /** The prompts of a server may have changed. */
  readonly promptsChanged: FromServer;
  /** A server sent a log message. */
  readonly log: FromServer & {
    readonly level: string;
    readonly logger?: string;
    readonly data: unknown;
  };
  /** A resource that was subscribed to changed. */
  readonly resourceUpdated: FromServer & { readonly uri: string };
  /** What a person was sent to a URL for is done, says the server that sent them. */
  readonly elicitationComplete: FromServer & { readonly elicitationId: string };
  /** Tools were selected for a request to the model, of more than it may carry. */
  readonly toolsSelected: ToolsSelected;
  /** The team was closed. */
  readonly closed: undefined;
}

/** Through which the parts of a team tell its listeners. */
export type TeamEmitter = EventEmitter<{ [E in keyof TeamEvents]: [TeamEvents[E]] }>;
