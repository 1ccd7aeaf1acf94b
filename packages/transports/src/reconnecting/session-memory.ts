import type { JSONRPCMessage, JSONRPCRequest } from "@modelcontextprotocol/client";

/** A request without its id. */
export type Ask = Pick<JSONRPCRequest, "method" | "params">;

/** What a session has been told, as far as the next one has to be told it, too. */
export class SessionMemory {
  /** The version that the client agreed on with the first session. */
  protocolVersion: string | undefined;
  #handshake: Ask | undefined;
  #logLevel: Ask | undefined;
  readonly #subscriptions = new Map<unknown, Ask>();

  /** The request that opens a session: `initialize`, or `server/discover` in the modern era. */
  get handshake(): Ask | undefined {
    return this.#handshake;
  }

  /** Whether the handshake ends with `notifications/initialized`. */
  get isLegacy(): boolean {
    return this.#handshake?.method === "initialize";
  }

  /** The requests that bring a new session to where the old one was. */
  get restoring(): readonly Ask[] {
    return [...(this.#logLevel ? [this.#logLevel] : []), ...this.#subscriptions.values()];
  }

  /** A request was answered. */
  note({ method, params }: JSONRPCRequest, answer: JSONRPCMessage): void {
    if (!("result" in answer)) return;
    const ask = { method, params };
    switch (method) {
      case "initialize":
      case "server/discover":
        // The modern era asks `server/discover` again as its ping: the one that opened the session stays.
        this.#handshake = this.#handshake?.method === "server/discover" ? this.#handshake : ask;
        break;
      case "logging/setLevel":
        this.#logLevel = ask;
        break;
      case "resources/subscribe":
        this.#subscriptions.set(params?.uri, ask);
        break;
      case "resources/unsubscribe":
        this.#subscriptions.delete(params?.uri);
        break;
    }
  }
}
