import type { JwtOptions } from "./options.js";

/** Where the metadata of a protected resource is. Source: RFC 9728, section 3. */
export const metadataPath = "/.well-known/oauth-protected-resource";

/** What is wrong with a token. Source: RFC 6750, section 3.1. */
export interface TokenProblem {
  readonly error: "invalid_token" | "insufficient_scope";
  readonly description: string;
}

/**
 * The value of `WWW-Authenticate`. A request that showed nothing is told no error.
 *
 * @param metadataUrl - where a client learns which authorization server to ask
 */
export function challenge(
  problem: TokenProblem | undefined,
  requiredScopes: readonly string[],
  metadataUrl: string | undefined,
): string {
  const parameters = {
    ...(problem && { error: problem.error, error_description: problem.description }),
    ...(requiredScopes.length > 0 && { scope: requiredScopes.join(" ") }),
    ...(metadataUrl !== undefined && { resource_metadata: metadataUrl }),
  };
  const written = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  return ["Bearer", written.join(", ")].join(" ").trim();
}

/** The metadata of a protected resource. Source: RFC 9728, section 2. */
export function resourceMetadata({ issuer, requiredScopes = [] }: JwtOptions, resource: string) {
  return {
    resource,
    authorization_servers: [issuer],
    bearer_methods_supported: ["header"],
    ...(requiredScopes.length > 0 && { scopes_supported: requiredScopes }),
  };
}

/** Where the metadata of a resource is: its path follows the well-known one. */
export function metadataUrlOf(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}${metadataPath}${pathname === "/" ? "" : pathname}`;
}
