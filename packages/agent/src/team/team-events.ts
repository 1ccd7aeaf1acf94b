import type { EventEmitter } from "node:events";
import type { ServerStatus } from "../connection/server-status.js";
import type { ToolsSelected } from "../selection/selection-middleware.js";

/** What a team tells its listeners, by event name. */
export interface TeamEvents {
  /** The state of a server changed. */
  readonly state: ServerStatus;
  /** The merged list of tools changed. */
  readonly toolsChanged: { readonly server: string; readonly tools: readonly string[] };
  /** The resources or resource templates of a server may have changed. */
  readonly resourcesChanged: { readonly server: string };
  /** The prompts of a server may have changed. */
  readonly promptsChanged: { readonly server: string };
  /** A server sent a log message. */
  readonly log: {
    readonly server: string;
    readonly level: string;
    readonly logger?: string;
    readonly data: unknown;
  };
  /** A resource that was subscribed to changed. */
  readonly resourceUpdated: { readonly server: string; readonly uri: string };
  /** What a person was sent to a URL for is done, says the server that sent them. */
  readonly elicitationComplete: { readonly server: string; readonly elicitationId: string };
  /** Tools were selected for a request to the model, of more than it may carry. */
  readonly toolsSelected: ToolsSelected;
  /** The team was closed. */
  readonly closed: undefined;
}

/** Through which the parts of a team tell its listeners. */
export type TeamEmitter = EventEmitter<{ [E in keyof TeamEvents]: [TeamEvents[E]] }>;
