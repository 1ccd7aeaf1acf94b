import type { Client, RequestOptions } from "@modelcontextprotocol/client";
import type { Connection } from "./connection.js";
import { type ListLimits, PageWatch } from "./page-watch.js";

/** A list that servers give in pages. */
export interface PagedList<T> {
  /** For errors: `the list of tools`. */
  readonly subject: string;
  /** The field of each page that holds its items. */
  readonly field: string;
  /** The most items that are taken. */
  readonly maxItems: number;
  /** The SDK's method, which walks over all pages. */
  read(client: Client, options: RequestOptions): Promise<readonly T[]>;
}

/** More than any server has that means well; a list that pages for ever is given up here. */
const limits = { pages: 1_000, timeMs: 120_000 } as const;

/**
 * Reads all pages of a list. What is wrong with a list is kept with the connection until it can be read again.
 *
 * @throws ConnectionError when the list has no end
 */
export async function readPages<T>(connection: Connection, list: PagedList<T>): Promise<T[]> {
  const { subject, field, maxItems } = list;
  try {
    const items = await connection.ask(subject, (client, options) => {
      const watch = new PageWatch(connection.name, subject, {
        ...limits,
        items: maxItems,
      } satisfies ListLimits);
      return list.read(watched(client, field, watch), options);
    });
    connection.noteProblem(subject, undefined);
    return [...items];
  } catch (error) {
    // A line that was lost is the server's state, and no fault of its list.
    if (connection.state === "ready") connection.noteProblem(subject, error as Error);
    throw error;
  }
}

/**
 * The client, with an eye on each page. It does the walk itself, because it keeps what it lists: to check answers against,
 * to send headers that tools declare, and for as long as the server says that a list is good.
 */
function watched(client: Client, field: string, watch: PageWatch): Client {
  const request = async (...args: Parameters<Client["request"]>): Promise<unknown> => {
    const page = (await client.request(...args)) as Readonly<Record<string, unknown>>;
    const items = page[field];
    watch.see({
      items: Array.isArray(items) ? items.length : 0,
      ...(typeof page.nextCursor === "string" && { nextCursor: page.nextCursor }),
    });
    return page;
  };
  return Object.create(client, { request: { value: request } }) as Client;
}
