import type { Identity } from "../guard/identity.js";

/** Who sent a request, in the form that both SDKs carry along. The token stays where it was checked. */
export function authInfoOf(identity: Identity) {
  return { token: "", clientId: identity.subject, scopes: [...identity.scopes], extra: { identity } };
}

/** Who sent a request, as {@link authInfoOf} wrote it. */
export function identityIn(
  info: { readonly extra?: Record<string, unknown> } | undefined,
): Identity | undefined {
  return info?.extra?.identity as Identity | undefined;
}
