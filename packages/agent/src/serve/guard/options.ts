import type { Logger } from "pino";

/** Tokens that an authorization server signs. */
export interface JwtOptions {
  /** Where the public keys of the issuer are (JWK Set). HTTPS, or a loopback address. */
  readonly jwksUrl: string;
  /** What `iss` has to be. */
  readonly issuer: string;
  /** What `aud` has to hold: tokens that were issued for other servers are refused. */
  readonly audience: string | readonly string[];
  /** The signatures that are taken: of public keys alone. @default ["RS256", "PS256", "ES256", "EdDSA"] */
  readonly algorithms?: readonly string[];
  /** How far the clocks may be apart, in milliseconds. @default 5_000 */
  readonly clockToleranceMs?: number;
  /** What a token has to allow; one that does not is answered with 403 `insufficient_scope`. @default [] */
  readonly requiredScopes?: readonly string[];
  /**
   * The address of this server as its clients know it, for its metadata (RFC 9728).
   * @default made from the `Host` of each request
   */
  readonly resource?: string;
}

/** How callers prove who they are: with `Authorization: Bearer …`, a key or a token. */
export interface AuthOptions {
  /**
   * Keys by the names of their owners: each a text of 16 characters or more that nobody can guess, or its hash as
   * `sha256:` and 64 hexadecimal digits. Only hashes are kept.
   */
  readonly keys?: Readonly<Record<string, string>>;
  readonly jwt?: JwtOptions;
}

/** How often one caller may ask: by its identity, else by its address. */
export interface RequestRate {
  readonly requests: number;
  /** The length of the window, in milliseconds. @default 1_000 */
  readonly perMs?: number;
}

/** Who may send requests, and how many. */
export interface GuardOptions {
  /** @default nobody is asked, which is refused on addresses that other machines reach */
  readonly auth?: AuthOptions;
  /** Says that other machines may use the team without `auth`: whoever reaches it. @default false */
  readonly allowRemote?: boolean;
  /**
   * The host names under which the team is reached: others are refused. Each is written out, without scheme, port and path.
   * @default those of loopback
   */
  readonly allowedHosts?: readonly string[];
  /**
   * The web pages that may reach it: origins (`https://app.example.com`) or host names. Programs that are no browsers
   * send no origin, and are not asked for one.
   * @default those of loopback
   */
  readonly allowedOrigins?: readonly string[];
  /** Lets the pages of `allowedOrigins` read answers, also when they come from elsewhere (CORS). @default false */
  readonly cors?: boolean;
  /** The addresses that may reach it, single ones or ranges (`10.0.0.0/8`). @default all */
  readonly allowedIps?: readonly string[];
  /** The proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. @default none */
  readonly trustedProxies?: readonly string[];
  /** How often each caller may ask; more is answered with 429 and `Retry-After`. @default no limit */
  readonly rateLimit?: RequestRate;
  /** How many requests may be open at once; more are answered with 503. @default 1_000 */
  readonly maxConcurrent?: number;
  /** How many of them one caller may have. @default all of them */
  readonly maxConcurrentPerCaller?: number;
}

/** What a guard works with. */
export interface GuardSettings extends GuardOptions {
  /** The address that is listened on, where it is known: one of its names. */
  readonly host?: string | undefined;
  /** Where the protected resource is, for its metadata. @default "/" */
  readonly resourcePath?: string;
  /** Gets a line for each request: who, what, outcome, milliseconds. Never a secret. */
  readonly logger?: Logger | undefined;
}

export const guardDefaults = {
  allowRemote: false,
  cors: false,
  algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
  clockToleranceMs: 5_000,
  perMs: 1_000,
  maxConcurrent: 1_000,
} as const;
