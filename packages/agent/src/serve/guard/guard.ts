import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AddressList } from "./address-list.js";
import { addCorsHeaders, addPreflightHeaders, addSecurityHeaders, isPreflight } from "./answer-headers.js";
import { Audit } from "./audit.js";
import { Authentication } from "./authentication.js";
import { metadataPath, metadataUrlOf, resourceMetadata } from "./challenge.js";
import { sourceCheck } from "./check-source.js";
import { type Client, clientOf } from "./client-address.js";
import type { Identity } from "./identity.js";
import { isLoopback } from "./is-loopback.js";
import { OpenRequestsLimit } from "./open-requests-limit.js";
import { type GuardSettings, guardDefaults } from "./options.js";
import {
  addressNotAllowed,
  openToNobody,
  type Refusal,
  rateLimited,
  sourceNotAllowed,
  tooManyOpen,
  unreadableAddress,
} from "./refusal.js";
import { RateCounter } from "./request-rate.js";

/** What becomes of a request. */
export type Decision =
  | { readonly kind: "admitted"; readonly identity: Identity | undefined }
  /** The guard has the answer by itself. */
  | { readonly kind: "answered"; readonly status: number; readonly body?: object }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Stands before a server: looks at each request before anything of its body is read, and lets through what may pass. The
 * headers of its answer that are about this are set on the response.
 */
export class Guard {
  readonly #settings: Omit<GuardSettings, "auth">;
  readonly #jwt: NonNullable<GuardSettings["auth"]>["jwt"];
  readonly #authentication: Authentication | undefined;
  readonly #trusted: AddressList;
  readonly #allowed: AddressList | undefined;
  readonly #refusalOf: (request: IncomingMessage) => string | undefined;
  readonly #rate: RateCounter | undefined;
  readonly #open: OpenRequestsLimit;
  readonly #audit: Audit | undefined;

  constructor({ auth, ...settings }: GuardSettings) {
    const { logger, trustedProxies = [], allowedIps, rateLimit } = settings;
    const { maxConcurrent = guardDefaults.maxConcurrent } = settings;
    this.#settings = settings;
    this.#jwt = auth?.jwt;
    this.#authentication = auth && new Authentication(auth, logger);
    this.#trusted = new AddressList(trustedProxies);
    this.#allowed = allowedIps && new AddressList(allowedIps);
    this.#refusalOf = sourceCheck(settings);
    this.#rate = rateLimit && new RateCounter(rateLimit);
    this.#open = new OpenRequestsLimit(maxConcurrent, settings.maxConcurrentPerCaller ?? maxConcurrent);
    this.#audit = logger && new Audit(logger);
  }

  /**
   * Decides about a request.
   *
   * @param options - `audited: false` for one that is not worth a line, such as a probe
   */
  async check(
    request: IncomingMessage,
    response: ServerResponse,
    { audited = true }: { readonly audited?: boolean } = {},
  ): Promise<Decision> {
    // A request that follows another one unasked has to wait for its turn: before that, nobody is told when its client is gone.
    if (response.socket === null) await once(response, "socket");
    if (audited) this.#audit?.begin(request, response);
    addSecurityHeaders(response);
    const decision = await this.#decide(request, response);
    if (decision.kind !== "refused") return decision;
    const { code, retryAfterSeconds } = decision.refusal;
    this.#audit?.note(request, { reason: code });
    if (retryAfterSeconds !== undefined) response.setHeader("retry-after", retryAfterSeconds);
    return decision;
  }

  /** Adds to the audit line of a request what it asks for. */
  note(request: IncomingMessage, what: string): void {
    this.#audit?.note(request, { what });
  }

  async #decide(request: IncomingMessage, response: ServerResponse): Promise<Decision> {
    const client = clientOf(request, this.#trusted);
    if (!client) return refused(unreadableAddress);
    this.#audit?.note(request, { address: client.address });
    const misplaced = this.#misplaced(request, client);
    if (misplaced) return refused(misplaced);
    if (this.#settings.cors) {
      addCorsHeaders(request, response);
      if (isPreflight(request)) {
        addPreflightHeaders(request, response);
        return { kind: "answered", status: 204 };
      }
    }
    const metadata = this.#metadataFor(request, client);
    if (metadata) return { kind: "answered", status: 200, body: metadata };
    return this.#admit(request, response, client);
  }

  /** What is wrong with where a request comes from, or where it goes. */
  #misplaced(request: IncomingMessage, { address }: Client): Refusal | undefined {
    if (this.#allowed && !this.#allowed.has(address)) return addressNotAllowed;
    const { localAddress = "127.0.0.1" } = request.socket;
    const isOpen = this.#authentication !== undefined || this.#settings.allowRemote === true;
    if (!isOpen && !isLoopback(localAddress)) return openToNobody;
    const reason = this.#refusalOf(request);
    return reason === undefined ? undefined : sourceNotAllowed(reason);
  }

  async #admit(request: IncomingMessage, response: ServerResponse, client: Client): Promise<Decision> {
    const url = this.#jwt && metadataUrlOf(this.#resource(request, client));
    const asked = await this.#authentication?.ask(request, url);
    const identity = asked?.kind === "known" ? asked.identity : undefined;
    const caller = identity?.id ?? client.address;
    this.#audit?.note(request, { who: identity?.id ?? "anonymous" });
    // Those who are refused are counted, too, by their addresses: nobody may try keys for ever.
    const waitMs = await this.#rate?.count(caller);
    if (waitMs !== undefined) return refused(rateLimited(waitMs));
    if (asked?.kind === "refused") {
      if (asked.challenge !== undefined) response.setHeader("www-authenticate", asked.challenge);
      return refused(asked.refusal);
    }
    const release = this.#open.take(caller);
    if (!release) return refused(tooManyOpen);
    if (response.closed) release();
    else response.once("close", release);
    return { kind: "admitted", identity };
  }

  #metadataFor(request: IncomingMessage, client: Client): object | undefined {
    const path = request.url?.split("?", 1)[0] ?? "";
    if (!this.#jwt || request.method !== "GET") return undefined;
    const resource = this.#resource(request, client);
    const own = new URL(metadataUrlOf(resource)).pathname;
    return path === metadataPath || path === own ? resourceMetadata(this.#jwt, resource) : undefined;
  }

  #resource({ headers }: IncomingMessage, { secure }: Client): string {
    const { resourcePath = "/" } = this.#settings;
    // The host is one of those that are allowed.
    return this.#jwt?.resource ?? `${secure ? "https" : "http"}://${headers.host}${resourcePath}`;
  }
}

function refused(refusal: Refusal): Decision {
  return { kind: "refused", refusal };
}
