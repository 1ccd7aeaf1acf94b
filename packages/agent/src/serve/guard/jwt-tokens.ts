import type { createRemoteJWKSet, JWTPayload, JWTVerifyGetKey, jwtVerify } from "jose";
import type { Identity } from "./identity.js";
import { guardDefaults, type JwtOptions } from "./options.js";

/** What came of looking at a token. */
export type Verdict =
  | { readonly kind: "known"; readonly identity: Identity }
  | { readonly kind: "invalid"; readonly reason: string }
  | { readonly kind: "unchecked"; readonly cause: unknown };

interface Jose {
  readonly createRemoteJWKSet: typeof createRemoteJWKSet;
  readonly jwtVerify: typeof jwtVerify;
}

/** What each error of `jose` says about a token. All others are about the keys of the issuer. */
const reasons: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: "The token has expired.",
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "The signature of the token is wrong.",
  ERR_JOSE_ALG_NOT_ALLOWED: "The token is signed with an algorithm that is not taken.",
  ERR_JOSE_NOT_SUPPORTED: "The token is signed in a way that is not taken.",
  ERR_JWS_INVALID: "It is not a token.",
  ERR_JWT_INVALID: "It is not a token.",
  ERR_JWKS_NO_MATCHING_KEY: "The token is signed with a key that its issuer does not have.",
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: "The token does not say with which key it is signed.",
};

/** Checks tokens that an authorization server signed. */
export class JwtTokens {
  readonly #options: JwtOptions;
  #loaded: Promise<{ readonly jose: Jose; readonly keys: JWTVerifyGetKey }> | undefined;

  constructor(options: JwtOptions) {
    this.#options = options;
  }

  async check(token: string): Promise<Verdict> {
    const { issuer, audience, algorithms = guardDefaults.algorithms, clockToleranceMs } = this.#options;
    this.#loaded ??= load(this.#options.jwksUrl);
    const { jose, keys } = await this.#loaded;
    try {
      const { payload } = await jose.jwtVerify(token, keys, {
        issuer,
        audience: [audience].flat() as string[],
        algorithms: [...algorithms],
        clockTolerance: (clockToleranceMs ?? guardDefaults.clockToleranceMs) / 1_000,
        requiredClaims: ["exp"],
      });
      return identityOf(payload);
    } catch (error) {
      const reason = reasonOf(error);
      return reason === undefined ? { kind: "unchecked", cause: error } : { kind: "invalid", reason };
    }
  }
}

/** The library is loaded with the first token, so that a server without tokens starts without it. */
async function load(jwksUrl: string) {
  const jose = await import("jose");
  return { jose, keys: jose.createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 5_000 }) };
}

function reasonOf(error: unknown): string | undefined {
  const { code = "", claim, reason } = error as Partial<Record<"code" | "claim" | "reason", string>>;
  if (code !== "ERR_JWT_CLAIM_VALIDATION_FAILED") return reasons[code];
  if (reason === "missing") return `The token says nothing of ${claim}.`;
  return claim === "nbf" ? "The token does not hold yet." : `The token is not for this server (${claim}).`;
}

function identityOf(claims: JWTPayload): Verdict {
  const { sub, azp, client_id = azp } = claims;
  const subject = sub ?? client_id;
  if (typeof subject !== "string" || subject === "")
    return { kind: "invalid", reason: "The token does not say whose it is (sub)." };
  // Two clients of one user are two callers: neither sees what the other does.
  const id = `jwt:${JSON.stringify([claims.iss, sub ?? null, client_id ?? null])}`;
  return { kind: "known", identity: { id, kind: "jwt", subject, scopes: scopesOf(claims), claims } };
}

/** `scope` of RFC 9068, or `scp` as some issuers call it: a text or a list. */
function scopesOf({ scope, scp = scope }: JWTPayload): string[] {
  if (typeof scp === "string") return scp.split(" ").filter(Boolean);
  return Array.isArray(scp) ? scp.filter((each) => typeof each === "string") : [];
}
