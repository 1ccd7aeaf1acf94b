import {
  type AddClientAuthentication,
  fetchToken,
  type OAuthClientProvider,
  type StoredOAuthClientInformation,
} from "@modelcontextprotocol/client";
import type { AssertionFunction, AssertionRequest, ClientCredentialsOptions } from "../options.js";
import type { StoredCredentials } from "../store/token-store.js";
import { ClientFlow } from "./client-flow.js";
import type { Grant, GrantRequest } from "./grant.js";
import { privateKeyAuthentication } from "./private-key.js";
import { expiryOf } from "./token-time.js";

/** Source: RFC 7523, section 2.2. */
const jwtBearerAssertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Source: RFC 7523, section 2.1. */
const jwtBearerGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** Tokens for a program that acts for itself. */
export function clientCredentialsGrant(options: ClientCredentialsOptions): Grant {
  const { clientId = "", account = "" } = options;
  return {
    account: JSON.stringify(["client", clientId, account]),
    // A new token is got as the first one was: there is nothing else to refresh with.
    refresh: (request) => obtain(options, request),
    obtain: (request) => obtain(options, request),
  };
}

async function obtain(options: ClientCredentialsOptions, request: GrantRequest): Promise<StoredCredentials> {
  const { subject, discovered, scope, fetch } = request;
  for (const secret of [options.clientSecret, options.clientAssertion, options.assertion])
    if (typeof secret === "string") subject.secrets.add(secret);
  const grantType = options.assertion === undefined ? "client_credentials" : jwtBearerGrant;
  const flow = new ClientFlow({
    metadata: { redirect_uris: [], grant_types: [grantType] },
    discovered: discovered.state,
    client: clientOf(options),
    mayRegister: false,
    addClientAuthentication: await authenticationOf(options, request),
    prepareTokenRequest: prepare(options, request),
  });
  const { authorizationServerUrl, authorizationServerMetadata, resourceMetadata } = discovered.state;
  // Not the whole flow of the SDK: it would show a secret that was refused a second time.
  const tokens = await fetchToken(flow, authorizationServerUrl, {
    metadata: authorizationServerMetadata,
    resource: discovered.resource,
    // Source: MCP 2025-11-25, authorization, scope selection strategy.
    scope: scope ?? resourceMetadata?.scopes_supported?.join(" "),
    fetchFn: fetch,
  });
  return { tokens, ...expiryOf(tokens) };
}

function clientOf(options: ClientCredentialsOptions): StoredOAuthClientInformation {
  const { clientId = "", clientSecret, tokenEndpointAuthMethod, issuer } = options;
  return {
    client_id: clientId,
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    ...(tokenEndpointAuthMethod && { token_endpoint_auth_method: tokenEndpointAuthMethod }),
    ...(issuer !== undefined && { issuer }),
  };
}

/** @returns nothing, where the SDK knows how: with a secret, or with the id alone */
async function authenticationOf(
  options: ClientCredentialsOptions,
  request: GrantRequest,
): Promise<AddClientAuthentication | undefined> {
  const { clientId, clientAssertion, privateKey } = options;
  if (privateKey !== undefined && clientId !== undefined) {
    return privateKeyAuthentication({ ...options, clientId, privateKey });
  }
  if (clientAssertion !== undefined) {
    return async (_headers, params) => {
      if (clientId !== undefined) params.set("client_id", clientId);
      params.set("client_assertion_type", jwtBearerAssertion);
      params.set("client_assertion", await assertionOf(clientAssertion, request, params.get("scope")));
    };
  }
  // The assertion alone says who asks. Source: RFC 7523, section 3.1.
  return clientId === undefined ? () => {} : undefined;
}

function prepare(
  { assertion }: ClientCredentialsOptions,
  request: GrantRequest,
): NonNullable<OAuthClientProvider["prepareTokenRequest"]> {
  return async (scope) => {
    const params = new URLSearchParams(scope === undefined ? {} : { scope });
    if (assertion === undefined) params.set("grant_type", "client_credentials");
    else {
      params.set("grant_type", jwtBearerGrant);
      params.set("assertion", await assertionOf(assertion, request, scope));
    }
    return params;
  };
}

async function assertionOf(
  source: string | AssertionFunction,
  { discovered, fetch, context, subject }: GrantRequest,
  scope: string | null | undefined,
): Promise<string> {
  if (typeof source === "string") return source;
  const { issuer, resource } = discovered;
  const request: AssertionRequest = {
    issuer,
    fetch,
    ...(resource !== undefined && { resource }),
    ...(scope && { scope }),
    ...(context !== undefined && { context }),
  };
  const assertion = await source(request);
  subject.secrets.addIssued(assertion);
  return assertion;
}
