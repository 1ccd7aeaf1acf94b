import { ConnectionError } from "@mcp-team/transports";
import type { Logger } from "pino";
import type { Connection } from "./connection.js";

/** What servers are asked for a list. */
export interface AskForLists {
  readonly connections: readonly Connection[];
  /** Ask this one alone, and report when it fails. @default all that are ready */
  readonly server?: string;
  readonly logger?: Logger;
}

/**
 * Asks servers for a list, side by side. Of several, one that fails is reported to the log and passed over.
 *
 * @throws the error of the one server that was asked for
 */
export async function askAll<T>(
  { connections, server, logger }: AskForLists,
  list: (connection: Connection) => Promise<readonly T[]>,
): Promise<(T & { readonly server: string })[]> {
  const lists = inScope(connections, server).map(async (connection) => {
    try {
      if (server !== undefined) connection.assertConnected();
      return (await list(connection)).map((item) => ({ ...item, server: connection.name }));
    } catch (error) {
      if (server !== undefined) throw error;
      logger?.warn({ server: connection.name, err: error }, "a server could not be asked for a list");
      return [];
    }
  });
  return (await Promise.all(lists)).flat();
}

/**
 * Asks servers one after the other until one has an answer.
 *
 * @param subject - what is asked for, for the error
 * @throws ConnectionError with the reason of the last one
 */
export async function askFirst<T>(
  connections: readonly Connection[],
  subject: string,
  ask: (connection: Connection) => Promise<T>,
): Promise<{ readonly connection: Connection; readonly answer: T }> {
  let last: Error | undefined;
  for (const connection of connections) {
    try {
      return { connection, answer: await ask(connection) };
    } catch (error) {
      last = error as Error;
    }
  }
  const asked = connections.map(({ name }) => `"${name}"`).join(", ");
  throw new ConnectionError(
    asked
      ? `No server has ${subject}. Asked: ${asked}. ${last?.message}`
      : `No server that is connected has ${subject}.`,
    { cause: last, hint: "Look at team.servers for the servers that are connected." },
  );
}

/** The connections to ask: the one that is named, or all that are ready. */
export function inScope(
  connections: readonly Connection[],
  server: string | undefined,
): readonly Connection[] {
  if (server === undefined) return connections.filter(({ state }) => state === "ready");
  const named = connections.filter(({ name }) => name === server);
  if (named.length > 0) return named;
  throw new ConnectionError(`The team has no server "${server}".`, {
    server,
    hint: `It has: ${connections.map(({ name }) => name).join(", ")}.`,
  });
}
