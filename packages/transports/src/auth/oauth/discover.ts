import {
  checkResourceAllowed,
  discoverOAuthServerInfo,
  extractWWWAuthenticateParams,
  type FetchLike,
  type OAuthDiscoveryState,
  resourceUrlFromServerUrl,
} from "@modelcontextprotocol/client";
import { AuthenticationError } from "../../errors/index.js";
import type { Subject } from "../credentials.js";

/** Who gives tokens for a server. */
export interface Discovered {
  readonly issuer: string;
  /** As the SDK keeps it. */
  readonly state: OAuthDiscoveryState;
  /** The server as the authorization server knows it. Source: RFC 8707. */
  readonly resource: string | undefined;
}

/**
 * Finds out who gives tokens for a server, from what it answered with and what it says of itself.
 *
 * Source: RFC 9728, protected resource metadata; RFC 8414, authorization server metadata.
 */
export async function discover(
  { url, label, name }: Subject,
  refusal: Response,
  fetch: FetchLike,
): Promise<Discovered> {
  const { resourceMetadataUrl } = extractWWWAuthenticateParams(refusal);
  const info = await discoverOAuthServerInfo(url, { resourceMetadataUrl, fetchFn: fetch });
  const resource = info.resourceMetadata?.resource;
  const requestedResource = resourceUrlFromServerUrl(url);
  if (resource !== undefined && !checkResourceAllowed({ requestedResource, configuredResource: resource })) {
    const hint = "Look at the address: the server has to describe itself by the address that it is asked at.";
    throw new AuthenticationError(
      `${label} could not be asked for tokens: it says that it is ${resource}, which is another server. ${hint}`,
      { server: name, hint, effect: "none" },
    );
  }
  const authorizationServerUrl = String(info.authorizationServerUrl);
  return {
    issuer: info.authorizationServerMetadata?.issuer ?? authorizationServerUrl,
    resource,
    state: {
      ...info,
      authorizationServerUrl,
      ...(resourceMetadataUrl && { resourceMetadataUrl: resourceMetadataUrl.href }),
    },
  };
}
