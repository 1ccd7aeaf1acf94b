import { setTimeout as delay } from "node:timers/promises";
import type { JSONRPCMessage, JSONRPCRequest, TransportSendOptions } from "@modelcontextprotocol/client";
import { type BackoffOptions, pauseBefore } from "../reconnecting/backoff.js";
import { isGood } from "./outcome.js";
import type { Replica } from "./replica.js";
import type { ReplicaPool } from "./replica-pool.js";
import type { AskOptions } from "./replica-session.js";
import type { Withdrawal } from "./withdrawals.js";

/** A stream of notifications that the client has asked for. */
interface Subscription {
  readonly request: JSONRPCRequest;
  readonly options: TransportSendOptions | undefined;
  readonly withdrawal: Withdrawal;
  /** The replicas that were asked for it. */
  readonly open: Set<Replica>;
  /** The replicas that have ever sent it. */
  readonly acknowledged: Set<Replica>;
  /** It will not come. */
  readonly refuse: (answer: JSONRPCMessage) => void;
}

/**
 * Keeps the subscriptions of the modern era open on every replica: each has a stream of its own, which is asked for again when
 * it ends.
 *
 * Source: MCP specification 2026-07-28, `subscriptions/listen`.
 */
export class Subscriptions {
  readonly #pool: ReplicaPool;
  readonly #backoff: BackoffOptions;
  readonly #deliver: NonNullable<AskOptions["onAnswer"]>;
  readonly #open = new Set<Subscription>();

  constructor(pool: ReplicaPool, backoff: BackoffOptions, deliver: NonNullable<AskOptions["onAnswer"]>) {
    this.#pool = pool;
    this.#backoff = backoff;
    this.#deliver = deliver;
  }

  /** Settles when nobody listens any more, or no replica wants it. */
  async listen(
    request: JSONRPCRequest,
    options: TransportSendOptions | undefined,
    withdrawal: Withdrawal,
  ): Promise<void> {
    await this.#pool.someReady(withdrawal);
    let subscription: Subscription | undefined;
    await new Promise<void>((resolve) => {
      const refuse = (answer: JSONRPCMessage) => {
        this.#deliver(answer, undefined);
        resolve();
      };
      subscription = { request, options, withdrawal, open: new Set(), acknowledged: new Set(), refuse };
      this.#open.add(subscription);
      const over = AbortSignal.any([withdrawal.signal, this.#pool.closing]);
      if (over.aborted) resolve();
      over.addEventListener("abort", () => resolve(), { once: true });
      for (const replica of this.#pool.ready) void this.#keep(subscription, replica);
    });
    if (subscription) this.#open.delete(subscription);
  }

  /** A replica is ready: it is asked for what it does not send yet. */
  joined(replica: Replica): void {
    for (const subscription of this.#open) void this.#keep(subscription, replica);
  }

  /**
   * A replica sends what was asked for from now on.
   *
   * @param id - what the client calls the subscription
   * @returns whether it is the first, which the client is to hear of, another one, or one that has done so before
   */
  acknowledge(replica: Replica, id: unknown): "first" | "another" | "again" {
    const acknowledged = [...this.#open].find(({ request }) => request.id === id)?.acknowledged ?? new Set();
    if (acknowledged.has(replica)) return "again";
    acknowledged.add(replica);
    return acknowledged.size === 1 ? "first" : "another";
  }

  async #keep(subscription: Subscription, replica: Replica): Promise<void> {
    const { request, options, withdrawal, open } = subscription;
    if (open.has(replica)) return;
    open.add(replica);
    for (let ends = 1; replica.isReady && !withdrawal.signal.aborted; ends += 1) {
      const outcome = await replica.line.session.ask(request, { options, withdrawal });
      if (outcome.kind === "answered" && !isGood(outcome)) {
        open.delete(replica);
        if (subscription.acknowledged.size === 0 && open.size === 0) subscription.refuse(outcome.answer);
        return;
      }
      // The stream has ended, and the replica may still be there.
      const pauseMs = pauseBefore(ends, this.#backoff);
      await delay(pauseMs, undefined, { signal: this.#pool.closing, ref: false }).catch(() => {});
      if (this.#pool.closing.aborted) return;
    }
    open.delete(replica);
  }
}
