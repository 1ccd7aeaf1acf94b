import type { AssertionFunction } from "@mcp-team/builder";
import { textOf, type Visit } from "./visit.js";

/**
 * Has the identity provider of an enterprise exchange the login of a person for an assertion to the server's authorization server.
 *
 * Source: MCP extension enterprise-managed authorization; RFC 8693.
 */
export function assertionOfLogin(visit: Visit): AssertionFunction {
  return async ({ issuer, resource, fetch }) => {
    const answer = await fetch(textOf(visit, "idp_token_endpoint"), {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        requested_token_type: "urn:ietf:params:oauth:token-type:id-jag",
        audience: issuer,
        resource: resource ?? visit.url,
        subject_token: textOf(visit, "idp_id_token"),
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        client_id: textOf(visit, "idp_client_id"),
      }),
    });
    const { access_token: assertion } = (await answer.json()) as { access_token: string };
    return assertion;
  };
}
