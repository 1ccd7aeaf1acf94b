/** What a request shows: a token, nothing, or something that is none. */
export type Shown =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "nothing" }
  | { readonly kind: "other" };

/** Reads the token of an `Authorization` header. Source: RFC 6750, section 2.1. */
export function bearerToken(authorization: string | undefined): Shown {
  if (authorization === undefined) return { kind: "nothing" };
  const [, token] = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization) ?? [];
  return token === undefined ? { kind: "other" } : { kind: "token", token };
}
