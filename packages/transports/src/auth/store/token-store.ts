import type { OAuthTokens, StoredOAuthClientInformation } from "@modelcontextprotocol/client";

/** What is kept of one login, or of one client: JSON, and secret. */
export interface StoredCredentials {
  /** The client as the authorization server registered it. */
  readonly client?: StoredOAuthClientInformation;
  readonly tokens?: OAuthTokens;
  /** When the access token ends, in milliseconds since 1970. Nothing where the authorization server did not say. */
  readonly expiresAt?: number;
}

/**
 * Keeps tokens, for as long and as safely as its owner wants. Its keys name the server, the authorization server and the account,
 * so that nothing kept for one can reach another.
 */
export interface TokenStore {
  get(key: string): StoredCredentials | undefined | Promise<StoredCredentials | undefined>;
  /** @param credentials - nothing to forget what there is */
  set(key: string, credentials: StoredCredentials | undefined): void | Promise<void>;
  /**
   * Runs work while nobody else runs work for the same key. A store that several processes share needs it: a refresh token can
   * often be used only once.
   *
   * @param signal - aborts when nobody needs the work any more: waiting for others can end then, work that has begun goes on
   * @default runs it at once
   */
  lock?<T>(key: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** Whom tokens are for, and where they may go. */
export interface TokenKey {
  readonly server: URL;
  readonly issuer: string;
  readonly account: string;
}

/** The key of an entry. */
export function tokenKey({ server, issuer, account }: TokenKey): string {
  return JSON.stringify([`${server.origin}${server.pathname}`, issuer, account]);
}
