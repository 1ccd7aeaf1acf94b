import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Connection } from "../connection/connection.js";
import { type ServerSubscription, subscribe } from "../connection/requests.js";
import { untilReady } from "../connection/until-ready.js";

/** A subscription that servers know of, and how many asked for it. */
interface Shared {
  readonly uri: string;
  count: number;
  made: Promise<ServerSubscription>;
}

/** How long a server that ended a stream is left alone, in milliseconds. */
const pauseMs = 1_000;

/**
 * The subscriptions of a team. A server is asked once for each resource, however many want to know: in the older era one
 * `resources/unsubscribe` would end all of them, in the newer one each change would be told several times.
 *
 * A line that is reopened restores them. Where it was given up, or the connection was made anew, they are made again.
 */
export class Subscriptions {
  readonly #logger: Logger | undefined;
  readonly #byConnection = new WeakMap<Connection, Map<string, Shared>>();

  constructor(logger?: Logger) {
    this.#logger = logger;
  }

  /** @returns a function that ends the subscription; it does so once */
  async add(connection: Connection, uri: string): Promise<() => Promise<void>> {
    const known = this.#of(connection);
    const shared = known.get(uri) ?? { uri, count: 0, made: this.#make(connection, uri) };
    known.set(uri, shared);
    shared.count += 1;
    try {
      await shared.made;
    } catch (error) {
      if (known.get(uri) === shared) known.delete(uri);
      throw error;
    }
    let ended = false;
    return async () => {
      if (ended) return;
      ended = true;
      shared.count -= 1;
      if (shared.count > 0) return;
      known.delete(uri);
      await (await shared.made).end();
    };
  }

  #of(connection: Connection): Map<string, Shared> {
    const known = this.#byConnection.get(connection);
    if (known !== undefined) return known;
    const subscriptions = new Map<string, Shared>();
    this.#byConnection.set(connection, subscriptions);
    connection.events.on("connected", () => {
      for (const shared of subscriptions.values()) this.#makeAgain(connection, shared);
    });
    return subscriptions;
  }

  async #make(connection: Connection, uri: string): Promise<ServerSubscription> {
    const made = await subscribe(connection, uri);
    void made.lost?.then(() => this.#lost(connection, uri, made));
    return made;
  }

  async #lost(connection: Connection, uri: string, made: ServerSubscription): Promise<void> {
    await delay(pauseMs, undefined, { ref: false });
    await untilReady(connection);
    const shared = this.#of(connection).get(uri);
    // It may have been ended, or made again, in the meantime.
    if (shared !== undefined && (await shared.made) === made && connection.state === "ready")
      this.#makeAgain(connection, shared);
  }

  #makeAgain(connection: Connection, shared: Shared): void {
    const before = shared.made;
    shared.made = this.#make(connection, shared.uri).catch((error: unknown) => {
      const { name: server } = connection;
      this.#logger?.warn({ server, uri: shared.uri, err: error }, "a subscription was lost");
      return before;
    });
  }
}
