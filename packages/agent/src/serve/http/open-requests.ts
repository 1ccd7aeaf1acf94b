import type { ServerResponse } from "node:http";

type RequestId = string | number;

/**
 * The requests of a session whose answers travel in the responses to them. When such a response is cut off, nobody can get
 * the answer any more, so the work on it ends.
 */
export class OpenRequests {
  readonly #gone = new Map<RequestId, AbortController>();

  /** Aborts when the response that would carry the answer is closed before its end. */
  goneOf(id: RequestId): AbortSignal {
    return this.#gone.get(id)?.signal ?? AbortSignal.abort();
  }

  /** Notes that a response carries the answers to the requests of a body. */
  follow(body: unknown, response: ServerResponse): void {
    const ids = [body].flat().flatMap(idOf);
    for (const id of ids) this.#gone.set(id, new AbortController());
    response.once("close", () => {
      for (const id of ids) {
        if (!response.writableFinished) this.#gone.get(id)?.abort();
        this.#gone.delete(id);
      }
    });
  }
}

function idOf(message: unknown): RequestId[] {
  if (typeof message !== "object" || message === null || !("method" in message) || !("id" in message))
    return [];
  const { id } = message;
  return typeof id === "string" || typeof id === "number" ? [id] : [];
}
