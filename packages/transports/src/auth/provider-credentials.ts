import {
  auth,
  computeScopeUnion,
  extractWWWAuthenticateParams,
  isStrictScopeSuperset,
} from "@modelcontextprotocol/client";
import { AuthenticationError } from "../errors/index.js";
import type { Credentials, CredentialUse, Issued, Refusal } from "./credentials.js";
import { Flight } from "./flight.js";
import { isOAuthProvider, type Provider } from "./is-provider.js";
import { explainOAuth } from "./oauth/explain-oauth.js";

/** A provider of the SDK's, used as the SDK uses it, but once for all requests that were refused. */
export class ProviderCredentials implements Credentials {
  readonly #provider: Provider;
  #generation = 0;
  #scope: string | undefined;
  #flight: Flight<void> | undefined;

  constructor(provider: Provider) {
    this.#provider = provider;
  }

  async issue({ subject, signal }: CredentialUse): Promise<Issued> {
    if (this.#flight && !this.#flight.abandoned) await this.#flight.join(signal);
    const generation = this.#generation;
    try {
      const token = await this.#token();
      return { headers: token === undefined ? {} : { Authorization: `Bearer ${token}` }, generation };
    } catch (error) {
      throw explainOAuth(subject, error);
    }
  }

  async renew(refusal: Refusal, use: CredentialUse): Promise<Issued | undefined> {
    if (!this.#canRenew(refusal)) return undefined;
    if (refusal.issued.generation === this.#generation) {
      const flying = this.#flight && !this.#flight.abandoned ? this.#flight : undefined;
      await (flying ?? this.#take(() => this.#renew(refusal, use))).join(use.signal);
    }
    return this.issue(use);
  }

  #canRenew({ challenge }: Refusal): boolean {
    if (isOAuthProvider(this.#provider)) return true;
    return challenge === "unauthorized" && this.#provider.onUnauthorized !== undefined;
  }

  async #token(): Promise<string | undefined> {
    if (!isOAuthProvider(this.#provider)) return this.#provider.token();
    return (await this.#provider.tokens())?.access_token;
  }

  #take(work: () => Promise<void>): Flight<void> {
    const flight = new Flight(work);
    this.#flight = flight;
    flight.whenDone(() => {
      if (this.#flight === flight) this.#flight = undefined;
    });
    return flight;
  }

  async #renew({ response, challenge }: Refusal, { subject, withFetch }: CredentialUse): Promise<void> {
    const provider = this.#provider;
    const serverUrl = subject.url;
    try {
      await withFetch(async (fetchFn) => {
        if (!isOAuthProvider(provider)) return provider.onUnauthorized?.({ response, serverUrl, fetchFn });
        const { scope, resourceMetadataUrl } = extractWWWAuthenticateParams(response);
        const granted = challenge === "insufficient_scope" ? (await provider.tokens())?.scope : undefined;
        this.#scope = computeScopeUnion(this.#scope, granted, scope);
        const result = await auth(provider, {
          serverUrl,
          resourceMetadataUrl,
          scope: this.#scope,
          forceReauthorization:
            challenge === "insufficient_scope" && isStrictScopeSuperset(this.#scope, granted),
          fetchFn,
        });
        if (result === "REDIRECT") throw loginNeeded(subject);
      });
    } catch (error) {
      throw explainOAuth(subject, error);
    }
    this.#generation += 1;
  }
}

function loginNeeded({ label, name }: CredentialUse["subject"]): AuthenticationError {
  const hint =
    "Finish it with `auth(provider, { serverUrl, authorizationCode, iss })` of the SDK and call again, or use `auth: { oauth: { authorize } }`, which waits.";
  return new AuthenticationError(`${label} needs a login, which the provider has begun. ${hint}`, {
    server: name,
    hint,
    effect: "none",
  });
}
