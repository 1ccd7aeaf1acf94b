import type { AuthProvider, FetchLike, OAuthClientProvider } from "@modelcontextprotocol/client";
import type { TokenStore } from "./store/token-store.js";

/** What a function is told that gives credentials. */
export interface CredentialRequest<Context = unknown> {
  /**
   * Whether the server refused what the function gave before (401): it should fetch something new rather than give what it has.
   */
  readonly expired: boolean;
  /** For whom the request is made: the context of the run, where a team serves many. Otherwise nothing. */
  readonly context: Context;
}

/**
 * Gives credentials, at once or later. It is called for each request; after a 401 once more with `expired`, once for all requests
 * that are under way, and each of these is then sent a second time. What its context is, it says itself:
 * `({ context }: CredentialRequest<{ user: string }>) => …`.
 */
export type CredentialFunction<T> = (request: CredentialRequest<never>) => T | Promise<T>;

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

/** How a client shows an authorization server who it is. Source: RFC 8414, `token_endpoint_auth_methods_supported`. */
export type ClientAuthMethod = "client_secret_basic" | "client_secret_post" | "none";

/** What all ways to get tokens have in common. */
export interface TokenOptions {
  /** The scopes that are asked for besides those that the server asks for, with spaces between them. */
  readonly scope?: string;
  /**
   * The authorization server, as its metadata has it in `issuer`: secrets of the client go nowhere else.
   * @default whichever the MCP server names
   */
  readonly issuer?: string;
  /**
   * How the client shows its secret.
   * @default what the authorization server supports: `client_secret_basic` before `client_secret_post`
   */
  readonly tokenEndpointAuthMethod?: ClientAuthMethod;
  /**
   * Where tokens are kept. The path of a file stands for `fileTokenStore(path)`.
   * @default memoryTokenStore()
   */
  readonly store?: TokenStore | string;
  /**
   * Whose tokens they are. Different users of one store need different accounts.
   * @default ""
   */
  readonly account?: string;
}

/** What an assertion is asked for with. */
export interface AssertionRequest {
  readonly issuer: string;
  /** The MCP server as the authorization server knows it. Nothing where it does not say. */
  readonly resource?: string;
  readonly scope?: string;
  /** Asks others, such as an identity provider, the way that the server is asked, with none of its headers. */
  readonly fetch: FetchLike;
  readonly context?: unknown;
}

/** Gives a JWT for each request of a token. */
export type AssertionFunction = (request: AssertionRequest) => string | Promise<string>;

/** A program that acts for itself. Source: MCP extension OAuth client credentials; RFC 6749, section 4.4; RFC 7523. */
export interface ClientCredentialsOptions extends TokenOptions {
  /** The client, as it is registered. Only with an `assertion` it can be left out. */
  readonly clientId?: string;
  /** Shows who the client is. */
  readonly clientSecret?: string;
  /** Shows who the client is by a JWT that is signed with this key (`private_key_jwt`): PEM, or a JWK. */
  readonly privateKey?: string | Readonly<Record<string, unknown>>;
  /**
   * The algorithm that `privateKey` signs with.
   * @default that of the JWK, or what fits the kind of key, such as `RS256` or `ES256`
   */
  readonly algorithm?: string;
  /** Shows who the client is by a JWT that somebody else has signed, such as the platform that it runs on. */
  readonly clientAssertion?: string | AssertionFunction;
  /**
   * Gives a JWT that is exchanged for a token (RFC 7523, `jwt-bearer`): that of a workload, or what an identity provider gave for
   * the login of a person (cross-app access).
   */
  readonly assertion?: string | AssertionFunction;
}

/** What a login is asked for with. */
export interface AuthorizeRequest {
  /** Aborts when nobody waits for the login any more. */
  readonly signal: AbortSignal;
  /** The name of the MCP server. */
  readonly server?: string;
  readonly context?: unknown;
}

/** What came back to the redirect address: the whole query (`code`, `state`, `iss`, or `error`), or the address with it. */
export type AuthorizationCallback = string | URL | URLSearchParams | Readonly<Record<string, string>>;

/** Shows an address to a person, who logs in there, and resolves to what comes back. */
export type Authorize = (
  url: URL,
  request: AuthorizeRequest,
) => AuthorizationCallback | Promise<AuthorizationCallback>;

/** A program that acts for a person, who logs in. Source: MCP 2025-11-25, authorization; OAuth 2.1, authorization code with PKCE. */
export interface OAuthOptions extends TokenOptions {
  /**
   * Called when a person has to log in, which any call may need.
   * @default loopbackAuthorize()
   */
  readonly authorize?: Authorize;
  /**
   * Where the authorization server sends the person back to. `authorize` finds it in the address, too, as `redirect_uri`.
   * @default a free port of 127.0.0.1, with the path `/callback`
   */
  readonly redirectUrl?: string | URL;
  /** The client, where it is registered already. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /**
   * An `https:` address at which the client describes itself: its name at authorization servers that support it (Client ID Metadata
   * Documents). At others the client registers itself.
   */
  readonly clientMetadataUrl?: string;
  /**
   * How the client is called where a person is asked.
   * @default "mcp-team"
   */
  readonly clientName?: string;
}

/** Tokens for a program. */
export interface ClientCredentialsAuth {
  readonly clientCredentials: ClientCredentialsOptions;
}

/** Tokens for a person. */
export interface OAuthAuth {
  readonly oauth: OAuthOptions;
}

/** Who asks a server, and how that is shown. The last two are those of the MCP SDK. */
export type Auth = StaticAuth | ClientCredentialsAuth | OAuthAuth | AuthProvider | OAuthClientProvider;
