import { randomUUID } from "node:crypto";
import { RefusedRequest } from "../../connection/refused-request.js";

/** How many items a page has. */
const pageSize = 100;
/** How many lists are kept for clients that have not come to their ends. */
const mostLists = 100;

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** What the next part is asked for with; missing at the end. */
  readonly nextCursor: string | undefined;
}

interface Rest<T> {
  readonly items: readonly T[];
  readonly owner: string | undefined;
}

/**
 * Gives lists in pages. The rest of a list is kept as it was when its beginning was asked for, so that nothing is missed or
 * given twice when it changes in between.
 *
 * Source: MCP specification, pagination: cursors are opaque, and an invalid one is -32602.
 */
export class Pages<T> {
  readonly #rests = new Map<string, Rest<T>>();

  /**
   * @param read - reads the whole list, for its first page
   * @param owner - who asks, where that is known: nobody else gets the rest
   * @throws RefusedRequest for a cursor that was not given to them, or not lately
   */
  async page(
    cursor: string | undefined,
    owner: string | undefined,
    read: () => Promise<readonly T[]>,
  ): Promise<Page<T>> {
    const items = cursor === undefined ? await read() : this.#rest(cursor, owner);
    if (items.length <= pageSize) return { items, nextCursor: undefined };
    return {
      items: items.slice(0, pageSize),
      nextCursor: this.#keep({ items: items.slice(pageSize), owner }),
    };
  }

  #rest(cursor: string, owner: string | undefined): readonly T[] {
    const rest = this.#rests.get(cursor);
    if (rest && rest.owner === owner) return rest.items;
    throw new RefusedRequest("There is no such page, or not any more: ask for the list from its beginning.");
  }

  #keep(rest: Rest<T>): string {
    const cursor = randomUUID();
    this.#rests.set(cursor, rest);
    const [oldest] = this.#rests.keys();
    if (oldest !== undefined && this.#rests.size > mostLists) this.#rests.delete(oldest);
    return cursor;
  }
}
