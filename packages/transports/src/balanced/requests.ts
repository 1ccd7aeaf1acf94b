import type { JSONRPCRequest, TransportSendOptions } from "@modelcontextprotocol/client";
import { reconnectDefaults } from "../reconnecting/options.js";
import type { Agreement } from "./agreement.js";
import { Calls } from "./calls.js";
import { ListRequests } from "./list-requests.js";
import { listKinds } from "./lists.js";
import type { Offer } from "./offer.js";
import type { BalancedOptions } from "./options.js";
import type { ReplicaPool } from "./replica-pool.js";
import type { AskOptions } from "./replica-session.js";
import { SettingRequests } from "./setting-requests.js";
import { isSetting } from "./settings.js";
import { Subscriptions } from "./subscriptions.js";
import { Withdrawals } from "./withdrawals.js";

/** What the client's requests need. */
export interface RequestContext {
  readonly pool: ReplicaPool;
  readonly agreement: Agreement;
  readonly offer: Offer;
  readonly options: BalancedOptions;
  /** Gives the client an answer. */
  readonly deliver: NonNullable<AskOptions["onAnswer"]>;
}

/** The client's requests: to all replicas, or to one of them. */
export class Requests {
  readonly withdrawals = new Withdrawals();
  readonly subscriptions: Subscriptions;
  readonly #lists: ListRequests;
  readonly #settings: SettingRequests;
  readonly #calls: Calls;

  constructor({ pool, agreement, offer, options, deliver }: RequestContext) {
    this.#lists = new ListRequests(pool, options, offer, deliver);
    this.#settings = new SettingRequests(pool, agreement, options, deliver);
    this.subscriptions = new Subscriptions(pool, { ...reconnectDefaults, ...options }, deliver);
    this.#calls = new Calls(pool, options, deliver);
  }

  /** Settles when the request does: it rejects when there can be no answer any more. */
  make(request: JSONRPCRequest, options: TransportSendOptions | undefined): Promise<void> {
    return this.withdrawals.during(request, options, (withdrawal) => {
      const list = listKinds[request.method];
      if (list) return this.#lists.give(request, list, options, withdrawal);
      if (isSetting(request.method)) return this.#settings.make(request, options, withdrawal);
      if (request.method === "subscriptions/listen")
        return this.subscriptions.listen(request, options, withdrawal);
      return this.#calls.make(request, options, withdrawal);
    });
  }
}
