import type { ServerDefinition } from "../server-definition.js";
import type { ToolLists } from "../toolset/tool-lists.js";
import { Connection, type ConnectionOptions } from "./connection.js";
import { keepListChanges } from "./keep-list-changes.js";
import { retryInBackground } from "./retry-in-background.js";
import { ServersFailedError } from "./servers-failed-error.js";

/** The connections to all servers of a team. */
export interface Connections {
  /** One for each server, failed ones included, in the order of their definitions. */
  readonly all: readonly Connection[];
  /** Closes every connection and ends every server process. Idempotent. */
  close(): Promise<void>;
}

/** How to treat servers that do not connect. */
export interface ConnectOptions extends ConnectionOptions {
  /**
   * Go on without servers that do not connect: each is tried again in the background until it comes.
   * @default false
   */
  readonly skipFailedServers?: boolean;
  /** Where the tools of each server are listed as soon as it is connected. @default they are not asked for */
  readonly lists?: ToolLists;
  /** Stops the connecting; everything that was started is closed. */
  readonly signal?: AbortSignal;
}

/**
 * Connects to all servers side by side.
 *
 * @throws the server's own error when one failed, {@link ServersFailedError} when several did; nothing is left running
 */
export async function connectServers(
  definitions: readonly ServerDefinition[],
  { skipFailedServers = false, lists, signal, ...options }: ConnectOptions = {},
): Promise<Connections> {
  const all = definitions.map((definition) => new Connection(definition, options));
  for (const connection of all) {
    keepListChanges(connection);
    lists?.follow(connection);
  }
  const closing = new AbortController();
  const close = async () => {
    closing.abort();
    await Promise.all(all.map((connection) => connection.close()));
  };
  const outcomes = await Promise.allSettled(all.map((connection) => connection.connect(signal)));
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason as Error] : [],
  );
  if (signal?.aborted || (failures.length > 0 && !skipFailedServers)) {
    await close();
    throw failures.length === 1 ? failures[0] : new ServersFailedError(failures, definitions.length);
  }
  if (skipFailedServers)
    for (const connection of all)
      retryInBackground(connection, { signal: closing.signal, logger: options.logger });
  return { all, close };
}
