import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { different } from "./failures.js";
import { canonical, type Item, type ListKind, listKinds, mergeLists } from "./lists.js";
import type { BalancedOptions } from "./options.js";
import { isGood } from "./outcome.js";
import { listerOf, readAllPages } from "./read-all-pages.js";
import type { Replica } from "./replica.js";
import type { ReplicaPool } from "./replica-pool.js";
import type { ClientRequest } from "./request-ids.js";

/** What the offer tells. */
export interface OfferListener {
  /** A message for the client. */
  message(message: JSONRPCMessage): void;
  error(error: Error): void;
}

const tools = listKinds["tools/list"] as ListKind;

/** The tools that the team was told of, and whether they are still what all replicas have. */
export class Offer {
  readonly #pool: ReplicaPool;
  readonly #options: BalancedOptions;
  readonly #listener: OfferListener;
  readonly #refreshing = new Map<Replica, { again: boolean }>();
  /** How the client asks for the tools; nothing as long as it has not. */
  #request: ClientRequest | undefined;
  #offered: string | undefined;
  #reported = "";

  constructor(pool: ReplicaPool, options: BalancedOptions, listener: OfferListener) {
    this.#pool = pool;
    this.#options = options;
    this.#listener = listener;
  }

  /** The client gets the tools that are on all of these lists. */
  given(
    { method, params }: ClientRequest,
    lists: readonly { readonly replica: Replica; readonly items: readonly Item[] }[],
  ): void {
    this.#request = { method, params };
    for (const { replica, items } of lists) learn(replica, items);
    this.#offered = this.#merge();
  }

  /** Asks a replica for its tools, if the team was told of any. */
  async prepare(replica: Replica): Promise<void> {
    if (!this.#request) return;
    const lister = listerOf(replica, this.#options.name);
    const { outcome, items } = await readAllPages(lister, this.#request, tools, {});
    if (isGood(outcome)) learn(replica, items);
  }

  /** The tools of a replica may be others now. */
  async refresh(replica: Replica): Promise<void> {
    const running = this.#refreshing.get(replica);
    if (running) {
      running.again = true;
      return;
    }
    const refreshing = { again: true };
    this.#refreshing.set(replica, refreshing);
    while (refreshing.again) {
      refreshing.again = false;
      await this.prepare(replica);
    }
    this.#refreshing.delete(replica);
    this.compare();
  }

  /** Tells the client when what all have is not what it was told. */
  compare(): void {
    if (this.#offered === undefined || this.#pool.ready.length === 0) return;
    const offered = this.#merge();
    if (offered === this.#offered) return;
    this.#offered = offered;
    this.#listener.message({ jsonrpc: "2.0", method: "notifications/tools/list_changed" });
  }

  #merge(): string {
    const known = this.#pool.ready.filter((replica) => replica.tools !== undefined);
    const lists = known.map(({ label, tools: items = [] }) => ({ replica: label, items }));
    const { items, leftOut } = mergeLists(tools, lists);
    for (const replica of this.#pool.all) {
      const names = replica.tools?.map(({ name }) => String(name)) ?? [];
      replica.leftOut = names.filter((name) => leftOut.has(name));
    }
    this.#report(leftOut);
    return canonical(items);
  }

  #report(leftOut: ReadonlyMap<string, string>): void {
    const report = [...leftOut.values()].join("\n");
    if (report === this.#reported) return;
    this.#reported = report;
    if (leftOut.size > 0) this.#listener.error(different(this.#options.name, leftOut));
  }
}

function learn(replica: Replica, items: readonly Item[]): void {
  replica.tools = items;
  replica.rule.learn("tools/list", { jsonrpc: "2.0", id: 0, result: { tools: items } });
}
