import type { Ask } from "../reconnecting/session-memory.js";

/** The requests that set something on the server for as long as the session lasts, and so concern every replica. */
const setting = new Set(["logging/setLevel", "resources/subscribe", "resources/unsubscribe"]);

export function isSetting(method: string): boolean {
  return setting.has(method);
}

/** What one session was told, by what each request sets. */
export type Told = Map<string, Ask>;

/** What the client has set, so that a replica that comes later, or comes back, can be told. */
export class Settings {
  readonly #wanted = new Map<string, Ask>();

  /** @returns what the request sets, and a function that forgets it */
  note({ method, params }: Ask): { readonly key: string; readonly ask: Ask; forget(): void } {
    const key = method === "logging/setLevel" ? "level" : `subscription ${String(params?.uri)}`;
    const ask = { method, params };
    const before = this.#wanted.get(key);
    this.#wanted.set(key, ask);
    const forget = () => {
      if (this.#wanted.get(key) !== ask) return;
      if (before) this.#wanted.set(key, before);
      else this.#wanted.delete(key);
    };
    return { key, ask, forget };
  }

  /** What a session has yet to be told. One that never heard of a subscription does not have to end it. */
  missing(told: Told): (readonly [key: string, ask: Ask])[] {
    return [...this.#wanted].filter(
      ([key, ask]) => told.get(key) !== ask && (told.has(key) || ask.method !== "resources/unsubscribe"),
    );
  }
}
