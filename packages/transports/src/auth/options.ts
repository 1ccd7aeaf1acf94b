/** What a function is told that gives credentials. */
export interface CredentialRequest {
  /**
   * Whether the server refused what the function gave before (401): it should fetch something new rather than give what it has.
   */
  readonly expired: boolean;
  /** For whom the request is made: the context of the run, where a team serves many. */
  readonly context?: unknown;
}

/**
 * Gives credentials, at once or later. It is called for each request; after a 401 once more with `expired`, once for all requests
 * that are under way, and each of these is then sent a second time.
 */
export type CredentialFunction<T> = (request: CredentialRequest) => T | Promise<T>;

/** A secret text, or what gives one for each request. */
export type SecretSource = string | CredentialFunction<string>;

/** Headers for the requests to a server: fixed, or a function that is called for each request. */
export type HeaderSource =
  | Readonly<Record<string, string>>
  | CredentialFunction<Readonly<Record<string, string>>>;

/** A token for `Authorization: Bearer`. */
export interface BearerAuth {
  readonly bearer: SecretSource;
}

/** A key for a header of the server's choice. */
export interface ApiKeyAuth {
  readonly apiKey: SecretSource;
  /** The name of the header, such as `X-API-Key`. The key is all that is in it. */
  readonly header: string;
}

/** A user and a password for `Authorization: Basic`. Source: RFC 7617. */
export interface BasicAuth {
  readonly basic: { readonly username: string; readonly password: SecretSource };
}

/** Credentials that are known, or that a function of the program knows. */
export type StaticAuth = BearerAuth | ApiKeyAuth | BasicAuth;

/** Who asks a server, and how that is shown. */
export type Auth = StaticAuth;
