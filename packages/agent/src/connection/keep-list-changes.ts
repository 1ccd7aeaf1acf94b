import type { Connection } from "./connection.js";
import { tryAgain } from "./try-again.js";

/**
 * Keeps the stream open on which a server of the newer era tells of changed lists. A line that is reopened restores it; the
 * SDK opens none again when the server ends it, or the line was given up and found again.
 */
export function keepListChanges(connection: Connection): void {
  // A connection that was closed in the same moment has nothing to follow.
  connection.events.on("connected", () => void follow(connection).catch(() => {}));
}

async function follow(connection: Connection): Promise<void> {
  const client = await connection.ask("its client", async (current) => current);
  let stream = client.autoOpenedSubscription;
  while (stream !== undefined && (await stream.closed) !== "local") {
    const { honoredFilter: filter } = stream;
    stream = await tryAgain(connection, () =>
      connection.ask("the stream of changes", (current, options) =>
        // Another client has a stream of its own.
        current === client ? current.listen(filter, options) : Promise.resolve(undefined),
      ),
    );
    if (stream === undefined) return;
    // What was changed meanwhile was not told.
    if (filter.toolsListChanged) connection.events.emit("toolsChanged");
    if (filter.resourcesListChanged) connection.events.emit("resourcesChanged");
    if (filter.promptsListChanged) connection.events.emit("promptsChanged");
  }
}
