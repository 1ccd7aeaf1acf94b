import type { IncomingMessage } from "node:http";
import type { Logger } from "pino";
import { bearerToken } from "./bearer-token.js";
import { challenge, type TokenProblem } from "./challenge.js";
import type { Identity } from "./identity.js";
import { JwtTokens, type Verdict } from "./jwt-tokens.js";
import type { AuthOptions } from "./options.js";
import { insufficientScope, notAuthenticated, type Refusal, tokensUnchecked } from "./refusal.js";
import { StaticKeys } from "./static-keys.js";

/** What came of asking a request who sent it. */
export type Authenticated =
  | { readonly kind: "known"; readonly identity: Identity }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly challenge?: string };

/** Finds out who sends requests, by their keys and tokens. */
export class Authentication {
  readonly #keys: StaticKeys;
  readonly #tokens: JwtTokens | undefined;
  readonly #requiredScopes: readonly string[];
  readonly #logger: Logger | undefined;

  constructor({ keys = {}, jwt }: AuthOptions, logger: Logger | undefined) {
    this.#keys = new StaticKeys(keys);
    this.#tokens = jwt && new JwtTokens(jwt);
    this.#requiredScopes = jwt?.requiredScopes ?? [];
    this.#logger = logger;
  }

  /** @param metadataUrl - where a client learns which authorization server to ask */
  async ask({ headers }: IncomingMessage, metadataUrl: string | undefined): Promise<Authenticated> {
    const refuse = (refusal: Refusal, problem?: TokenProblem): Authenticated => {
      const said = challenge(problem, this.#requiredScopes, metadataUrl);
      return { kind: "refused", refusal, challenge: said };
    };
    const shown = bearerToken(headers.authorization);
    if (shown.kind !== "token") {
      const how = shown.kind === "nothing" ? "is missing" : "holds something else";
      return refuse(
        notAuthenticated(`A key or token is needed: Authorization ${how}, and has to be "Bearer …".`),
      );
    }
    const verdict = await this.#look(shown.token);
    if (verdict.kind === "unchecked") {
      this.#logger?.warn({ err: verdict.cause }, "the keys of the issuer of tokens cannot be had");
      return { kind: "refused", refusal: tokensUnchecked };
    }
    if (verdict.kind === "invalid") {
      const { reason } = verdict;
      return refuse(notAuthenticated(reason), { error: "invalid_token", description: reason });
    }
    const { identity } = verdict;
    if (identity.kind === "key" || this.#requiredScopes.every((scope) => identity.scopes.includes(scope)))
      return { kind: "known", identity };
    const refusal = insufficientScope(this.#requiredScopes);
    return refuse(refusal, { error: "insufficient_scope", description: refusal.message });
  }

  async #look(token: string): Promise<Verdict> {
    const identity = this.#keys.find(token);
    if (identity) return { kind: "known", identity };
    return (await this.#tokens?.check(token)) ?? { kind: "invalid", reason: "The key is wrong." };
  }
}
