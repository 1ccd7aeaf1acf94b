import {
  type AuthorizationServerMetadata,
  OAuthError,
  validateAuthorizationResponseIssuer,
} from "@modelcontextprotocol/client";
import { AuthenticationError } from "../../errors/index.js";
import type { Subject } from "../credentials.js";
import type { AuthorizationCallback } from "../options.js";

/** What the login was begun with. */
export interface Expected {
  readonly state: string;
  readonly subject: Pick<Subject, "label" | "name">;
  readonly metadata: AuthorizationServerMetadata | undefined;
}

/**
 * Reads what came back from a login, and trusts none of it before its state and its issuer are known to be right.
 *
 * Source: RFC 6749, section 10.12; RFC 9207, section 2.4.
 */
export function readCallback(
  answer: AuthorizationCallback,
  { state, metadata, subject }: Expected,
): { readonly code: string; readonly iss: string | undefined } {
  const query = queryOf(answer);
  const iss = query.get("iss") ?? undefined;
  if (query.get("state") !== state) {
    const hint = "`authorize` has to give the whole query of the address that the person came back to.";
    throw new AuthenticationError(
      `${subject.label} could not be given a token: the login was not taken, as its \`state\` is missing or of another one. ${hint}`,
      {
        server: subject.name,
        hint,
        effect: "none",
      },
    );
  }
  validateAuthorizationResponseIssuer({
    iss,
    expectedIssuer: metadata?.issuer,
    issParameterSupported: metadata?.authorization_response_iss_parameter_supported === true,
  });
  const error = query.get("error");
  if (error !== null) throw new OAuthError(error, query.get("error_description") ?? error);
  const code = query.get("code");
  if (code === null) throw new OAuthError("invalid_request", "the login came back without a code");
  return { code, iss };
}

function queryOf(answer: AuthorizationCallback): URLSearchParams {
  if (answer instanceof URLSearchParams) return answer;
  if (answer instanceof URL) return answer.searchParams;
  if (typeof answer !== "string") return new URLSearchParams({ ...answer });
  return new URLSearchParams(
    answer.includes("?") ? answer.slice(answer.indexOf("?")).replace(/#.*$/, "") : answer,
  );
}
