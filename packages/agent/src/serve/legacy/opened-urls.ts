import type { Offer } from "../offer/offer.js";

/** How many URLs of a session are remembered: servers need not say when one is done. */
const most = 100;

/**
 * The URLs that the person at one client was sent to. That client is told when the server that asked says that what is done
 * there is done; the clients of other sessions are not.
 *
 * Source: MCP specification 2025-11-25, elicitation: `notifications/elicitation/complete` goes to the client that was asked.
 */
export class OpenedUrls {
  readonly #ids = new Set<string>();
  /** Ends the listening. */
  readonly end: () => void;

  constructor(offer: Pick<Offer, "onUrlDone">, tell: (elicitationId: string) => void) {
    this.end = offer.onUrlDone((elicitationId) => {
      if (this.#ids.delete(elicitationId)) tell(elicitationId);
    });
  }

  /** Notes that a person is sent to a URL. */
  note(elicitationId: string): void {
    this.#ids.add(elicitationId);
    const [oldest] = this.#ids;
    if (oldest !== undefined && this.#ids.size > most) this.#ids.delete(oldest);
  }
}
