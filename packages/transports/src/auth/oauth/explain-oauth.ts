import {
  AuthorizationServerMismatchError,
  InsecureTokenEndpointError,
  IssuerMismatchError,
  OAuthError,
  RegistrationRejectedError,
} from "@modelcontextprotocol/client";
import { AuthenticationError, McpTeamError } from "../../errors/index.js";
import { errorChain } from "../../http/error-chain.js";
import { networkFailure } from "../../http/network-failure.js";
import { safeCause } from "../../http/safe-cause.js";
import type { Subject } from "../credentials.js";

/** How much of what an authorization server says is quoted, in characters. */
const quotedLength = 200;

/** What happened, and what to do about it. */
interface Explanation {
  readonly happened: string;
  readonly hint: string;
}

/** What the codes of authorization servers mean. Source: RFC 6749, sections 4.1.2.1 and 5.2; RFC 8707, section 2. */
const hints: Readonly<Record<string, string>> = {
  access_denied: "Whoever logged in did not agree, or may not: log in again, perhaps as somebody else.",
  invalid_client: "Check the client's id, its secret or key, and how it has to show them.",
  invalid_grant:
    "The login or the assertion is no longer good: log in again, or look where the assertion comes from.",
  invalid_scope:
    "Check `scope`: the authorization server does not know it, or does not give it to this client.",
  invalid_target: "The authorization server does not give tokens for this MCP server: register it there.",
  unauthorized_client: "Register the client for this way to get tokens (its grant type).",
  unsupported_grant_type: "The authorization server does not support this way to get tokens.",
};

/** Turns whatever the way to a token failed with into an error that says what to do, and holds no secret. */
export function explainOAuth({ label, name, secrets }: Subject, error: unknown): McpTeamError {
  const own = errorChain(error).find((each) => McpTeamError.isInstance(each));
  if (McpTeamError.isInstance(own)) return own;
  // Masked before it is cut: the beginning of a secret is not known as one any more.
  const { happened, hint } = explanationOf(error, (text) => quoted(secrets.mask(text)));
  const message = `${label} could not be given a token: ${secrets.mask(happened)}. ${hint}`;
  const cause = safeCause(error, secrets);
  return new AuthenticationError(message, { server: name, hint, cause, effect: "none" });
}

function explanationOf(error: unknown, quote: (text: string) => string): Explanation {
  if (error instanceof OAuthError) {
    const said = error.message === error.code ? "" : `: ${quote(error.message)}`;
    return {
      happened: `the authorization server answered ${quote(error.code)}${said}`,
      hint: hints[error.code] ?? "Look at the log of the authorization server for the reason.",
    };
  }
  if (error instanceof IssuerMismatchError) {
    const where = error.kind === "metadata" ? "its metadata" : "the answer to the login";
    return {
      happened: `${where} is of the issuer ${quote(error.received ?? "nobody")}, and ${quote(error.expected ?? "nobody")} was asked`,
      hint: "Somebody may have mixed up two authorization servers on purpose: do not log in until it is clear who.",
    };
  }
  if (error instanceof AuthorizationServerMismatchError) {
    return {
      happened: `it names the authorization server ${quote(error.currentIssuer)}, and the credentials are for ${quote(error.recordedIssuer)}`,
      hint: "Check `issuer`, and whether the server has moved to another authorization server.",
    };
  }
  if (error instanceof RegistrationRejectedError) {
    return {
      happened: `the authorization server did not register the client (${error.status}): ${quote(error.body)}`,
      hint: "Register the client there, and give its `clientId`; or give a `clientMetadataUrl`, where that is supported.",
    };
  }
  if (error instanceof InsecureTokenEndpointError) {
    return {
      happened: `the authorization server wants to be asked at ${quote(error.tokenEndpoint)}, which is not encrypted`,
      hint: "It has to be reached by https.",
    };
  }
  const network = networkFailure(error);
  if (network) return { happened: `an authorization server ${network.happened}`, hint: network.hint };
  return {
    happened: quote(errorChain(error).at(-1)?.message ?? String(error)),
    hint: "Check that the server and its authorization server support OAuth as MCP has it.",
  };
}

function quoted(text: string): string {
  return JSON.stringify(text.length > quotedLength ? `${text.slice(0, quotedLength)}…` : text);
}
