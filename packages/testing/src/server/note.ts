/** The resource that changes. */
export const noteUri = "text://note";

/** A text that all sessions of the process share, and can be told of. */
export class Note {
  #text = "Nothing is written yet.";
  readonly #listeners = new Set<() => void>();

  get text(): string {
    return this.#text;
  }

  write(text: string): void {
    this.#text = text;
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` after every change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
