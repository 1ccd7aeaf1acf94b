import type { Logger } from "pino";
import type { Connection } from "../connection/connection.js";
import { type ServerSubscription, subscribe } from "../connection/requests.js";
import { tryAgain } from "../connection/try-again.js";

/** A subscription that servers know of, and how many asked for it. */
interface Shared {
  readonly uri: string;
  count: number;
  /** The first time that it is made, for which all who ask wait. */
  readonly made: Promise<void>;
  /** What the server has accepted last. */
  current?: ServerSubscription;
  isMadeAgain: boolean;
}

/**
 * The subscriptions of a team. A server is asked once for each resource, however many want to know: in the older era one
 * `resources/unsubscribe` would end all of them, in the newer one each change would be told several times.
 *
 * A line that is reopened restores them. Where it was given up, or the connection was made anew, they are made again, until the server
 * accepts them or nobody wants them.
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
    const shared = known.get(uri) ?? this.#share(connection, uri);
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
      await shared.current?.end();
    };
  }

  #of(connection: Connection): Map<string, Shared> {
    const known = this.#byConnection.get(connection);
    if (known !== undefined) return known;
    const subscriptions = new Map<string, Shared>();
    this.#byConnection.set(connection, subscriptions);
    connection.events.on("connected", () => {
      for (const shared of subscriptions.values()) void this.#makeAgain(connection, shared, true);
    });
    return subscriptions;
  }

  #share(connection: Connection, uri: string): Shared {
    const subscribed = subscribe(connection, uri);
    const shared: Shared = {
      uri,
      count: 0,
      made: subscribed.then((made) => this.#keep(connection, shared, made)),
      isMadeAgain: false,
    };
    return shared;
  }

  #keep(connection: Connection, shared: Shared, made: ServerSubscription): void {
    shared.current = made;
    void made.lost?.then(() => {
      if (shared.current === made) void this.#makeAgain(connection, shared);
    });
  }

  /** @param atOnce - whether the server is not left alone for a while before it is asked */
  async #makeAgain(connection: Connection, shared: Shared, atOnce = false): Promise<void> {
    // One that was never made fails with the client that was asked for it.
    if (shared.isMadeAgain || shared.current === undefined) return;
    shared.isMadeAgain = true;
    const { uri } = shared;
    const known = this.#of(connection);
    const isWanted = () => known.get(uri) === shared;
    let failures = 0;
    const onFailure = (err: unknown) => {
      failures += 1;
      const facts = { server: connection.name, uri, err };
      if (failures === 1) this.#logger?.warn(facts, "a subscription was lost; it is tried again");
    };
    const made = await tryAgain(connection, () => subscribe(connection, uri), {
      isWanted,
      atOnce,
      onFailure,
    });
    shared.isMadeAgain = false;
    if (made === undefined) return;
    if (isWanted()) return this.#keep(connection, shared, made);
    // It was ended meanwhile. In the older era that would end the one of who has asked since, too.
    if (made.lost !== undefined || !known.has(uri)) await made.end().catch(() => {});
  }
}
