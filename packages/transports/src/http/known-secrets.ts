import { maskSecrets } from "../secrets/mask-secrets.js";

/** A function that gives fresh headers for each request must not make the set grow for ever. */
const mostKept = 100;

/** Shorter values of a URL's query (`v=2`, `mode=http`) are words that occur everywhere, not secrets. */
const shortestInQuery = 8;

/**
 * What is secret about one server, gathered as it becomes known, so that it can be kept out of every text.
 */
export class KnownSecrets {
  readonly #values = new Set<string>();

  /** The values of headers: whole, and the part that is secret by itself. */
  addHeaders(headers: Readonly<Record<string, string>>): void {
    for (const value of Object.values(headers)) {
      this.#add(value);
      const [scheme, credentials] = value.split(/\s+(.*)/s);
      if (credentials === undefined) continue;
      this.#add(credentials);
      if (scheme?.toLowerCase() !== "basic") continue;
      // `user:password`: either can be shown without the other.
      this.#add(passwordOf(credentials));
      // In the query of an address its end is taken for the beginning of a value.
      this.#add(credentials.replace(/=+$/, ""));
    }
  }

  /** A value that is secret by itself. */
  add(secret: string | undefined): void {
    if (secret !== undefined) this.#add(secret);
  }

  /** The password and the query of a URL. */
  addUrl(url: URL): void {
    this.#add(url.password);
    this.#add(decoded(url.password));
    for (const value of url.searchParams.values()) {
      if (value.length < shortestInQuery) continue;
      this.#add(value);
      this.#add(encodeURIComponent(value));
    }
  }

  /** Replaces the known secrets in a text that came from elsewhere. */
  mask(text: string): string {
    return maskSecrets(text, this.#values);
  }

  #add(value: string): void {
    // Added again, a value counts as the newest.
    this.#values.delete(value);
    if (value !== "") this.#values.add(value);
    const [oldest] = this.#values;
    if (oldest !== undefined && this.#values.size > mostKept) this.#values.delete(oldest);
  }
}

function passwordOf(credentials: string): string {
  const text = Buffer.from(credentials, "base64").toString("utf8");
  return text.slice(text.indexOf(":") + 1);
}

/** The text behind percent escapes, or the text itself when they are malformed. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
