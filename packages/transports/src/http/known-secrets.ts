import { maskSecrets } from "../secrets/mask-secrets.js";

/** Tokens that are got again and again must not make the set grow for ever. */
const mostIssued = 100;

/** Shorter values of a URL's query (`v=2`, `mode=http`) are words that occur everywhere, not secrets. */
const shortestInQuery = 8;

/**
 * What is secret about one server, gathered as it becomes known, so that it can be kept out of every text. What the program was
 * configured with stays a secret for as long as the server is used; of what is issued meanwhile, the newest does.
 */
export class KnownSecrets {
  readonly #configured = new Set<string>();
  readonly #issued = new Set<string>();

  /** The password and the query of a URL that stays as it is. */
  addUrl(url: URL): void {
    this.#configure(url.password);
    this.#configure(decoded(url.password));
    for (const value of url.searchParams.values()) {
      if (value.length < shortestInQuery) continue;
      this.#configure(value);
      this.#configure(encodeURIComponent(value));
    }
  }

  /** The values of headers that stay as they are. */
  addHeaders(headers: Readonly<Record<string, string>>): void {
    for (const secret of secretsIn(headers)) this.#configure(secret);
  }

  /** A value that is secret by itself, and stays as it is. */
  add(secret: string | undefined): void {
    if (secret !== undefined) this.#configure(secret);
  }

  /** The values of headers that others may take the place of. */
  addIssuedHeaders(headers: Readonly<Record<string, string>>): void {
    for (const secret of secretsIn(headers)) this.#issue(secret);
  }

  /** A value that is secret by itself, such as a token, and that others may take the place of. */
  addIssued(secret: string | undefined): void {
    if (secret !== undefined) this.#issue(secret);
  }

  /** Replaces the known secrets in a text that came from elsewhere. */
  mask(text: string): string {
    return maskSecrets(text, [...this.#configured, ...this.#issued]);
  }

  #configure(value: string): void {
    if (value !== "") this.#configured.add(value);
  }

  #issue(value: string): void {
    // Issued again, a value counts as the newest.
    this.#issued.delete(value);
    if (value !== "") this.#issued.add(value);
    const [oldest] = this.#issued;
    if (oldest !== undefined && this.#issued.size > mostIssued) this.#issued.delete(oldest);
  }
}

/** The values of headers: whole, and the part that is secret by itself. */
function* secretsIn(headers: Readonly<Record<string, string>>): Generator<string> {
  for (const value of Object.values(headers)) {
    yield value;
    const [scheme, credentials] = value.split(/\s+(.*)/s);
    if (credentials === undefined) continue;
    yield credentials;
    if (scheme?.toLowerCase() !== "basic") continue;
    // `user:password`: either can be shown without the other.
    yield passwordOf(credentials);
    // In the query of an address its end is taken for the beginning of a value.
    yield credentials.replace(/=+$/, "");
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
