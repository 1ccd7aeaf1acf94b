import type { FetchLike } from "@modelcontextprotocol/client";
import type { KnownSecrets } from "../http/known-secrets.js";

/** The server that credentials are for, as far as they have to know it. */
export interface Subject {
  readonly name: string | undefined;
  readonly url: URL;
  /** How error messages begin. */
  readonly label: string;
  readonly timeoutMs: number;
  readonly secrets: KnownSecrets;
}

/** What credentials add to one request. */
export interface Issued {
  readonly headers: Readonly<Record<string, string>>;
  /** Tells what was refused from what has been renewed since. */
  readonly generation: number;
  /** Whether nothing else will ever be in its place. */
  readonly fixed?: true;
  /** Whether it was kept from before: it may be over. */
  readonly kept?: true;
}

/** Why a server wants other credentials: they are no longer good (401), or they allow too little (403). */
export type Challenge = "unauthorized" | "insufficient_scope";

/** A request that the server refused. */
export interface Refusal {
  readonly challenge: Challenge;
  readonly issued: Issued;
  readonly response: Response;
}

/** What credentials work with. */
export interface CredentialUse {
  readonly subject: Subject;
  /** Ends when nobody waits for the request any more. */
  readonly signal?: AbortSignal | null | undefined;
  /**
   * Runs work that asks others than the server, such as authorization servers: the way that the server is asked, but without its
   * headers. The way stays open until the work is done, also when the line to the server is closed before.
   */
  readonly withFetch: <T>(work: (fetch: FetchLike) => Promise<T>) => Promise<T>;
}

/** What shows a server who asks. It is shared by all lines to it. */
export interface Credentials {
  /** What the next request is sent with: at once, where nobody has to be asked. */
  issue(use: CredentialUse): Issued | Promise<Issued>;
  /**
   * Something newer than what was refused, once for all requests that were.
   *
   * @returns nothing, where there is nothing newer
   */
  renew(refusal: Refusal, use: CredentialUse): Promise<Issued | undefined>;
}
