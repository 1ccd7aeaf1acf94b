import type { OAuthTokens } from "@modelcontextprotocol/client";
import type { StoredCredentials } from "../store/token-store.js";

/** A token is refreshed when a fifth of its time is left, but no earlier than this before its end, in milliseconds. */
const mostAheadMs = 60_000;

/** When an access token ends that has just come, in milliseconds since 1970. */
export function expiryOf({ expires_in: seconds }: OAuthTokens, now = Date.now()): { expiresAt?: number } {
  return seconds === undefined ? {} : { expiresAt: now + seconds * 1_000 };
}

/** Whether a token is about to end, or has ended. */
export function endsSoon({ tokens, expiresAt }: StoredCredentials, now = Date.now()): boolean {
  if (expiresAt === undefined) return false;
  const lifeMs = (tokens?.expires_in ?? 0) * 1_000;
  return now >= expiresAt - Math.min(mostAheadMs, lifeMs / 5);
}
