import type { JSONRPCRequest, TransportSendOptions } from "@modelcontextprotocol/client";
import { reconnectDefaults } from "../reconnecting/options.js";
import { collect } from "./collect.js";
import { type ListKind, mergeLists } from "./lists.js";
import type { Offer } from "./offer.js";
import type { BalancedOptions } from "./options.js";
import { isGood } from "./outcome.js";
import { listerOf, type ReadList, readAllPages, resultOf } from "./read-all-pages.js";
import type { Replica } from "./replica.js";
import type { ReplicaPool } from "./replica-pool.js";
import type { AskOptions } from "./replica-session.js";
import { orAfter, type Withdrawal } from "./withdrawals.js";

/** When one replica has given a list, how long the others have, at most, in milliseconds. */
const longestGraceMs = 5_000;

/** A list, and the replica that gave it. */
export interface GivenList extends ReadList {
  readonly replica: Replica;
}

/** Answers requests for lists with what all replicas have. */
export class ListRequests {
  readonly #pool: ReplicaPool;
  readonly #options: BalancedOptions;
  readonly #offer: Offer;
  readonly #deliver: NonNullable<AskOptions["onAnswer"]>;

  constructor(
    pool: ReplicaPool,
    options: BalancedOptions,
    offer: Offer,
    deliver: NonNullable<AskOptions["onAnswer"]>,
  ) {
    this.#pool = pool;
    this.#options = options;
    this.#offer = offer;
    this.#deliver = deliver;
  }

  /** @throws the reason, when there can be no answer */
  async give(
    request: JSONRPCRequest,
    kind: ListKind,
    options: TransportSendOptions | undefined,
    withdrawal: Withdrawal,
  ): Promise<void> {
    const maxTries = this.#options.maxSends ?? reconnectDefaults.maxSends;
    for (let tries = 1; ; tries += 1) {
      await this.#pool.someReady(withdrawal);
      const lists = await this.#gather(request, kind, { options, withdrawal });
      if (withdrawal.signal.aborted) return;
      const good = lists.filter(({ outcome }) => isGood(outcome));
      if (good.length > 0) return this.#answer(request, kind, good);
      const outcome = lists[0]?.outcome;
      if (outcome?.kind === "answered") return this.#deliver(outcome.answer, undefined);
      if (outcome?.kind === "failed" && (outcome.fate === "refused" || tries >= maxTries))
        throw outcome.cause;
    }
  }

  async #gather(request: JSONRPCRequest, kind: ListKind, how: AskOptions): Promise<GivenList[]> {
    const grace = new AbortController();
    const withdrawal = orAfter(how.withdrawal, grace.signal);
    const asked = this.#pool.sound.map(async (replica): Promise<GivenList> => {
      const lister = listerOf(replica, this.#options.name);
      return { replica, ...(await readAllPages(lister, request, kind, { ...how, withdrawal })) };
    });
    const graceMs = Math.min(this.#options.timeoutMs / 2, longestGraceMs);
    const lists = await collect(asked, ({ outcome }) => (isGood(outcome) ? graceMs : undefined));
    // A replica that hangs must not keep the others' tools from the team.
    grace.abort();
    return lists;
  }

  #answer(request: JSONRPCRequest, kind: ListKind, lists: readonly GivenList[]): void {
    const inOrder = [...lists].sort((one, other) => one.replica.index - other.replica.index);
    const merged = mergeLists(
      kind,
      inOrder.map(({ replica: { label }, items }) => ({ replica: label, items })),
    );
    if (kind.field === "tools") this.#offer.given(request, inOrder);
    const { nextCursor: _, ...result } = resultOf(inOrder[0]?.outcome);
    this.#deliver(
      { jsonrpc: "2.0", id: request.id, result: { ...result, [kind.field]: merged.items } },
      undefined,
    );
  }
}
