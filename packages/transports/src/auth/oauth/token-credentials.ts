import {
  computeScopeUnion,
  extractWWWAuthenticateParams,
  isStrictScopeSuperset,
} from "@modelcontextprotocol/client";
import type { KnownSecrets } from "../../http/known-secrets.js";
import type { Challenge, Credentials, CredentialUse, Issued, Refusal } from "../credentials.js";
import { Flight } from "../flight.js";
import { type StoredCredentials, type TokenStore, tokenKey } from "../store/token-store.js";
import { type Discovered, discover } from "./discover.js";
import { explainOAuth } from "./explain-oauth.js";
import type { Grant, GrantRequest } from "./grant.js";
import { withMaskedRefusals } from "./masked-refusals.js";
import { endsSoon } from "./token-time.js";

/** How long the token that is there is used before its refresh is tried again, in milliseconds. */
const pauseMs = 5_000;

/** What is sent now. */
interface Held {
  readonly stored: StoredCredentials;
  readonly discovered: Discovered;
  /** Whether the store had it. */
  readonly kept: boolean;
}

/** How tokens are got, and where they are kept. */
export interface TokenSource {
  readonly grant: Grant;
  readonly store: TokenStore;
  /** Asked for besides what the server asks for. */
  readonly scope: string | undefined;
  readonly context: unknown;
}

type Step = (request: GrantRequest) => Promise<StoredCredentials | undefined>;

/** What is done about a refusal. */
interface Renewal extends Pick<GrantRequest, "signal" | "scope"> {
  readonly challenge: Challenge;
  readonly response: Response;
  readonly use: CredentialUse;
}

interface Exchange extends Pick<GrantRequest, "signal" | "scope" | "discovered" | "fetch"> {
  readonly use: CredentialUse;
  /** The scopes without which a token would be refused. */
  readonly needed?: string | undefined;
}

/** Tokens of an authorization server: fetched when the server asks for them, refreshed before they end. */
export class TokenCredentials implements Credentials {
  readonly #source: TokenSource;
  #held: Held | undefined;
  #generation = 0;
  /** What was asked for so far: a new token must not allow less than the one before. */
  #scope: string | undefined;
  #flight: { readonly flight: Flight<void>; readonly challenge: Challenge } | undefined;
  #aheadAgainAt = 0;

  constructor(source: TokenSource) {
    this.#source = source;
    this.#scope = source.scope;
  }

  issue(use: CredentialUse): Issued | Promise<Issued> {
    const held = this.#held;
    const ends = held !== undefined && endsSoon(held.stored);
    const flying = this.#flying();
    // While a person is asked for more, what is allowed already goes on.
    if (flying && !(held && flying.challenge === "insufficient_scope"))
      return this.#after(flying.flight, use);
    if (!flying && ends && Date.now() >= this.#aheadAgainAt)
      return this.#after(
        this.#take("unauthorized", (signal) => this.#renewAhead(held, use, signal)),
        use,
      );
    return this.#issued();
  }

  async renew(refusal: Refusal, use: CredentialUse): Promise<Issued | undefined> {
    // Another request was refused before, and what it brought is not yet tried.
    if (refusal.issued.generation < this.#generation) return this.#issued();
    const flying = this.#flying();
    if (flying) {
      await flying.flight.join(use.signal);
      // One that was ahead of its time may have brought nothing: what was still good then is no longer.
      return this.renew(refusal, use);
    }
    const { challenge, response } = refusal;
    const scope = this.#wanted(challenge, response);
    // Whoever did not get it before would not get it now.
    if (challenge === "insufficient_scope" && !isStrictScopeSuperset(scope, this.#scope)) return undefined;
    const work = (signal: AbortSignal) => this.#renew({ challenge, response, scope, use, signal });
    return this.#after(this.#take(challenge, work), use);
  }

  #issued(): Issued {
    const token = this.#held?.stored.tokens?.access_token;
    const headers: Issued["headers"] = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    return { headers, generation: this.#generation, ...(this.#held?.kept && { kept: true }) };
  }

  #flying() {
    return this.#flight?.flight.abandoned ? undefined : this.#flight;
  }

  async #after(flight: Flight<void>, { signal }: CredentialUse): Promise<Issued> {
    await flight.join(signal);
    return this.#issued();
  }

  #take(challenge: Challenge, work: (signal: AbortSignal) => Promise<void>): Flight<void> {
    const flight = new Flight(work);
    this.#flight = { flight, challenge };
    flight.whenDone(() => {
      if (this.#flight?.flight === flight) this.#flight = undefined;
    });
    return flight;
  }

  #wanted(challenge: Challenge, response: Response): string | undefined {
    const granted = challenge === "insufficient_scope" ? this.#held?.stored.tokens?.scope : undefined;
    return computeScopeUnion(this.#scope, granted, extractWWWAuthenticateParams(response).scope);
  }

  /** A token that is still good is not worth an error, nor a person's time. */
  async #renewAhead({ discovered }: Held, use: CredentialUse, signal: AbortSignal): Promise<void> {
    const { grant } = this.#source;
    const work = { discovered, use, signal, scope: this.#scope };
    try {
      await use.withFetch((fetch) => this.#exchange({ ...work, fetch }, (request) => grant.refresh(request)));
    } catch {
      this.#aheadAgainAt = Date.now() + pauseMs;
    }
  }

  async #renew({ challenge, response, ...work }: Renewal): Promise<void> {
    const { grant } = this.#source;
    const { use, signal, scope } = work;
    try {
      await use.withFetch(async (fetch) => {
        const discovered = await discover(use.subject, response, fetch);
        const needed = challenge === "insufficient_scope" ? scope : undefined;
        await this.#exchange({ ...work, discovered, fetch, needed }, async (request) => {
          // A refresh never allows more than before. Source: RFC 6749, section 6.
          const refreshed = needed === undefined ? await grant.refresh(request) : undefined;
          return refreshed ?? grant.obtain(request);
        });
      });
      this.#scope = scope;
    } catch (error) {
      throw explainOAuth(use.subject, signal.aborted ? signal.reason : error);
    }
  }

  /** Takes what somebody else has got meanwhile, or takes a step to get something, and keeps it. */
  async #exchange({ use: { subject }, needed, ...work }: Exchange, step: Step): Promise<void> {
    const { grant, store, context } = this.#source;
    const { discovered, signal } = work;
    const key = tokenKey({ server: subject.url, issuer: discovered.issuer, account: grant.account });
    const exchange = async () => {
      signal.throwIfAborted();
      const stored = await store.get(key);
      rememberSecrets(subject.secrets, stored);
      if (stored?.tokens && this.#isNews(stored, needed)) return { stored, discovered, kept: true };
      const fetch = withMaskedRefusals(work.fetch, subject.secrets);
      const got = await step({ ...work, fetch, subject, stored, context });
      if (got === undefined) return undefined;
      rememberSecrets(subject.secrets, got);
      await store.set(key, got);
      return { stored: got, discovered, kept: false };
    };
    const held = await (store.lock ? store.lock(key, exchange, signal) : exchange());
    if (held === undefined) {
      this.#aheadAgainAt = Date.now() + pauseMs;
      return;
    }
    this.#held = held;
    this.#generation += 1;
  }

  /** Whether the store has what was not tried yet: another process has been faster, or an earlier run has kept it. */
  #isNews(stored: StoredCredentials, needed: string | undefined): boolean {
    if (stored.tokens?.access_token === this.#held?.stored.tokens?.access_token || endsSoon(stored))
      return false;
    return needed === undefined || !isStrictScopeSuperset(needed, stored.tokens?.scope);
  }
}

/** What is not to be seen in any text. */
function rememberSecrets(secrets: KnownSecrets, stored: StoredCredentials | undefined): void {
  const { tokens, client } = stored ?? {};
  for (const secret of [tokens?.access_token, tokens?.refresh_token, tokens?.id_token, client?.client_secret])
    secrets.addIssued(secret);
}
