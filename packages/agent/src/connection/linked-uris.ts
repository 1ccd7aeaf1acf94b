import type { ContentBlock } from "@modelcontextprotocol/client";

/** How many addresses are remembered of each server: those that it named last. */
const most = 1_000;

/**
 * The addresses of resources that a server named in its results. Many are on no list, so this tells which server to ask
 * for them, and keeps them from the others.
 */
export class LinkedUris {
  readonly #uris = new Set<string>();

  has(uri: string): boolean {
    return this.#uris.has(uri);
  }

  note(content: readonly ContentBlock[]): void {
    for (const block of content) {
      if (block.type === "resource_link") this.#add(block.uri);
      if (block.type === "resource") this.#add(block.resource.uri);
    }
  }

  #add(uri: string): void {
    this.#uris.delete(uri);
    this.#uris.add(uri);
    const [oldest] = this.#uris;
    if (this.#uris.size > most && oldest !== undefined) this.#uris.delete(oldest);
  }
}
