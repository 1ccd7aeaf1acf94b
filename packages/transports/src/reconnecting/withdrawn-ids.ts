import type { RequestId } from "@modelcontextprotocol/client";

/** Most servers never answer what was withdrawn, so there has to be an end. */
const most = 1_000;

/** The requests that were withdrawn last in a session: the server may answer them all the same. */
export class WithdrawnIds {
  /** In the order in which they were withdrawn. */
  readonly #ids = new Set<RequestId>();

  add(id: RequestId): void {
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > most && oldest !== undefined) this.#ids.delete(oldest);
  }

  /** @returns whether it was withdrawn, and not answered until now */
  take(id: RequestId): boolean {
    return this.#ids.delete(id);
  }

  /** The session is over. */
  clear(): void {
    this.#ids.clear();
  }
}
