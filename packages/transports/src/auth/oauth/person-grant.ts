import { randomBytes } from "node:crypto";
import {
  auth,
  isStrictScopeSuperset,
  OAuthError,
  OAuthErrorCode,
  refreshAuthorization,
  type StoredOAuthClientInformation,
} from "@modelcontextprotocol/client";
import { AuthenticationError, McpTeamError } from "../../errors/index.js";
import type { Subject } from "../credentials.js";
import type { Authorize, AuthorizeRequest, OAuthOptions } from "../options.js";
import type { StoredCredentials } from "../store/token-store.js";
import { readCallback } from "./authorization-callback.js";
import { ClientFlow } from "./client-flow.js";
import type { Grant, GrantRequest } from "./grant.js";
import { freeLoopbackUrl, loopbackAuthorize } from "./loopback-authorize.js";
import { expiryOf } from "./token-time.js";

/** Tokens for a person, who logs in when there is no other way. */
export function personGrant(options: OAuthOptions): Grant {
  return {
    account: options.account ?? "",
    refresh: (request) => refresh(options, request),
    obtain: (request) => logIn(options, request),
  };
}

/** What an authorization server says when a login has to be made anew. */
const over: readonly string[] = [
  OAuthErrorCode.InvalidGrant,
  OAuthErrorCode.InvalidClient,
  OAuthErrorCode.UnauthorizedClient,
];

async function refresh(options: OAuthOptions, request: GrantRequest): Promise<StoredCredentials | undefined> {
  const { discovered, stored, fetch, subject } = request;
  subject.secrets.add(options.clientSecret);
  const refreshToken = stored?.tokens?.refresh_token;
  const client = clientOf(options, request);
  if (refreshToken === undefined || client === undefined) return undefined;
  const { authorizationServerUrl, authorizationServerMetadata: metadata } = discovered.state;
  try {
    const tokens = await refreshAuthorization(authorizationServerUrl, {
      metadata,
      clientInformation: client,
      refreshToken,
      resource: discovered.resource,
      fetchFn: fetch,
    });
    const scope = tokens.scope ?? stored?.tokens?.scope;
    return { ...stored, tokens: { ...tokens, ...(scope !== undefined && { scope }) }, ...expiryOf(tokens) };
  } catch (error) {
    if (error instanceof OAuthError && over.includes(error.code)) return undefined;
    throw error;
  }
}

async function logIn(options: OAuthOptions, request: GrantRequest): Promise<StoredCredentials> {
  const { authorize = loopbackAuthorize(), clientId, clientMetadataUrl, clientName = "mcp-team" } = options;
  const { subject, discovered, scope, fetch, signal, context } = request;
  subject.secrets.add(options.clientSecret);
  const known = clientOf(options, request);
  const redirectUrl = String(options.redirectUrl ?? redirectUrlOf(known) ?? (await freeLoopbackUrl()));
  const state = randomBytes(24).toString("base64url");
  const flow = new ClientFlow({
    metadata: {
      client_name: clientName,
      redirect_uris: [redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: options.tokenEndpointAuthMethod ?? "none",
    },
    discovered: discovered.state,
    client: clientId === undefined ? registeredFor(known, redirectUrl, scope) : known,
    mayRegister: clientId === undefined,
    redirectUrl,
    clientMetadataUrl,
    state,
  });
  const common = { serverUrl: subject.url, scope, fetchFn: fetch };
  await auth(flow, { ...common, forceReauthorization: true });
  if (flow.url === undefined) throw new TypeError("The authorization server has no address for a login.");
  const about = { signal, ...(subject.name !== undefined && { server: subject.name }) };
  const answer = await ask(subject, authorize, flow.url, {
    ...about,
    ...(context !== undefined && { context }),
  });
  const callback = readCallback(answer, {
    subject,
    state,
    metadata: discovered.state.authorizationServerMetadata,
  });
  subject.secrets.addIssued(callback.code);
  await auth(flow, { ...common, authorizationCode: callback.code, iss: callback.iss });
  return credentialsOfFlow(flow);
}

async function ask({ label, secrets }: Subject, authorize: Authorize, url: URL, about: AuthorizeRequest) {
  try {
    return await authorize(url, about);
  } catch (cause) {
    if (about.signal.aborted || McpTeamError.isInstance(cause)) throw cause;
    const reason = secrets.mask(String((cause as Error | undefined)?.message ?? cause));
    const hint = "Look at the function that was given as `auth.oauth.authorize`.";
    throw new AuthenticationError(
      `${label} could not be given a token: \`auth.oauth.authorize\` failed: ${reason}. ${hint}`,
      {
        server: about.server,
        hint,
        effect: "none",
      },
    );
  }
}

function credentialsOfFlow({ got, client }: ClientFlow): StoredCredentials {
  if (got === undefined) throw new TypeError("The authorization server gave no token.");
  return { ...(client && { client }), tokens: got, ...expiryOf(got) };
}

/** The client as it was configured, or as it registered itself. */
function clientOf(
  { clientId, clientSecret, tokenEndpointAuthMethod, issuer }: OAuthOptions,
  { stored }: GrantRequest,
): StoredOAuthClientInformation | undefined {
  if (clientId === undefined) return stored?.client;
  return {
    client_id: clientId,
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    ...(tokenEndpointAuthMethod && { token_endpoint_auth_method: tokenEndpointAuthMethod }),
    ...(issuer !== undefined && { issuer }),
  };
}

function redirectUrlOf(client: StoredOAuthClientInformation | undefined): string | undefined {
  const uris = client && "redirect_uris" in client ? client.redirect_uris : undefined;
  return Array.isArray(uris) && typeof uris[0] === "string" ? uris[0] : undefined;
}

/** A client that registered itself for another address, or for less, would be refused. */
function registeredFor(
  client: StoredOAuthClientInformation | undefined,
  redirectUrl: string,
  scope: string | undefined,
) {
  const address = redirectUrlOf(client) ?? redirectUrl;
  const registered = client && "scope" in client ? client.scope : undefined;
  const suffices = typeof registered !== "string" || !isStrictScopeSuperset(scope, registered);
  return address === redirectUrl && suffices ? client : undefined;
}
