import { ConnectionError } from "@mcp-team/transports";

/** How long a list may be. */
export interface ListLimits {
  readonly pages: number;
  readonly items: number;
  /** In milliseconds. */
  readonly timeMs: number;
}

/** One page, as far as it tells whether the list goes on. */
export interface Page {
  readonly items: number;
  readonly nextCursor?: string;
}

/** Looks at each page of a list as it comes, and gives up a list that has no end. */
export class PageWatch {
  readonly #server: string;
  readonly #subject: string;
  readonly #limits: ListLimits;
  readonly #cursors = new Set<string>();
  readonly #begunAt = performance.now();
  #pages = 0;
  #items = 0;

  /** @param subject - such as `the list of tools` */
  constructor(server: string, subject: string, limits: ListLimits) {
    this.#server = server;
    this.#subject = subject;
    this.#limits = limits;
  }

  /** @throws ConnectionError when the list cannot come to an end, or would be longer than it may be */
  see({ items, nextCursor }: Page): void {
    this.#pages += 1;
    this.#items += items;
    const { pages, items: most, timeMs } = this.#limits;
    if (this.#items > most) throw this.#tooLong(`it has more than ${most} items`);
    if (nextCursor === undefined) return;
    if (this.#cursors.has(nextCursor))
      throw this.#tooLong(`page ${this.#pages} leads back to an earlier one`);
    if (this.#pages >= pages) throw this.#tooLong(`it goes on after ${pages} pages`);
    if (performance.now() - this.#begunAt > timeMs) throw this.#tooLong(`it goes on after ${timeMs} ms`);
    this.#cursors.add(nextCursor);
  }

  #tooLong(why: string): ConnectionError {
    return new ConnectionError(
      `Server "${this.#server}" does not end ${this.#subject}: ${why}. None of it was taken.`,
      {
        server: this.#server,
        hint: "The server has to be mended: the last page of a list names no next one.",
      },
    );
  }
}
