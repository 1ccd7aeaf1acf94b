import { EventEmitter } from "node:events";
import type { Tool } from "@modelcontextprotocol/client";
import type { Connection } from "../connection/connection.js";
import { listTools } from "../connection/requests.js";
import { makeOffers } from "./choose-tools.js";

/** What the lists tell, as the arguments of each event. */
interface ToolListEvents {
  readonly changed: [Connection];
  /** The list could not be read. The one that was read before stays. */
  readonly failed: [Connection, Error];
}

/**
 * What servers said last of the tools that they have. A server that is followed is asked as soon as it is connected, while
 * others may still be starting, and again whenever it tells of a change.
 */
export class ToolLists {
  readonly events = new EventEmitter<ToolListEvents>();
  readonly #followed = new Set<Connection>();
  readonly #lists = new Map<Connection, readonly Tool[]>();
  readonly #reading = new Map<Connection, Promise<void>>();
  /** Why a list could not be read when it was last tried. */
  readonly #failures = new Map<Connection, Error>();

  /** Reads its list when it connects, and whenever it may be another one. Idempotent. */
  follow(connection: Connection): void {
    if (this.#followed.has(connection)) return;
    this.#followed.add(connection);
    connection.events.on("toolsChanged", () => void this.#read(connection));
  }

  /** The list that a server gave last. */
  of(connection: Connection): readonly Tool[] | undefined {
    return this.#lists.get(connection);
  }

  /** As if the server had not given one. */
  forget(connection: Connection): void {
    this.#lists.delete(connection);
  }

  /**
   * Resolves when a server that is connected has given a list. Asks it, unless that was done.
   *
   * @throws why the server has not given any
   */
  async first(connection: Connection): Promise<void> {
    if (!this.#lists.has(connection)) await (this.#reading.get(connection) ?? this.#read(connection));
    if (this.#lists.has(connection)) return;
    const failure = this.#failures.get(connection);
    if (failure !== undefined) throw failure;
  }

  /** Whether lists that changed are being read again. */
  get isSettling(): boolean {
    return this.#reading.size > 0;
  }

  /** Resolves when the lists that changed have been read again. Never rejects. */
  async settled(): Promise<void> {
    await Promise.all(this.#reading.values());
  }

  /** A change during a reading is read by another one after it, so the last list wins. */
  #read(connection: Connection): Promise<void> {
    const before = this.#reading.get(connection) ?? Promise.resolve();
    const reading = before.then(() => this.#readNow(connection));
    this.#reading.set(connection, reading);
    return reading.finally(() => {
      if (this.#reading.get(connection) === reading) this.#reading.delete(connection);
    });
  }

  async #readNow(connection: Connection): Promise<void> {
    // A line that is down tells of its tools when it is up again. To ask now would wake one that has failed, for ever.
    if (connection.state !== "ready") return;
    try {
      const list = await listTools(connection);
      // While other servers start there is time for it.
      makeOffers(list, connection.definition.tools ?? {});
      this.#lists.set(connection, list);
      this.#failures.delete(connection);
    } catch (error) {
      this.#failures.set(connection, error as Error);
      this.events.emit("failed", connection, error as Error);
      return;
    }
    this.events.emit("changed", connection);
  }
}
