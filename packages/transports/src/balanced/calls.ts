import { setTimeout as delay } from "node:timers/promises";
import type { JSONRPCRequest, TransportSendOptions } from "@modelcontextprotocol/client";
import { McpTeamError } from "../errors/index.js";
import { pauseBefore } from "../reconnecting/backoff.js";
import { reconnectDefaults } from "../reconnecting/options.js";
import { RepeatRule } from "../reconnecting/safe-to-repeat.js";
import { lostInFlight } from "../reconnecting/verdict.js";
import { type BalancedOptions, balancedDefaults } from "./options.js";
import { type Failed, isUntouched, type Outcome } from "./outcome.js";
import type { Replica } from "./replica.js";
import type { ReplicaPool } from "./replica-pool.js";
import type { AskOptions } from "./replica-session.js";
import { rank } from "./strategy.js";
import type { Withdrawal } from "./withdrawals.js";

/** Makes each call on one replica, and on another one when it was lost and can be repeated without harm. */
export class Calls {
  readonly #pool: ReplicaPool;
  readonly #options: BalancedOptions;
  readonly #deliver: NonNullable<AskOptions["onAnswer"]>;
  readonly #rule = new RepeatRule();
  /** The replica that has the state of each user of a sticky server. */
  readonly #homes = new Map<string, Replica>();
  #turn = 0;

  constructor(pool: ReplicaPool, options: BalancedOptions, deliver: NonNullable<AskOptions["onAnswer"]>) {
    this.#pool = pool;
    this.#options = options;
    this.#deliver = deliver;
  }

  /** @throws the reason, when there can be no answer any more */
  async make(
    request: JSONRPCRequest,
    options: TransportSendOptions | undefined,
    withdrawal: Withdrawal,
  ): Promise<void> {
    const how = { options, withdrawal, onAnswer: this.#deliver };
    const maxSends = this.#options.maxSends ?? reconnectDefaults.maxSends;
    const avoided = new Set<Replica>();
    for (let sends = 1; ; ) {
      await this.#pool.someReady(withdrawal);
      if (withdrawal.signal.aborted) return;
      const placed = await this.#place(request, how, avoided);
      if (!placed) continue;
      const { replica, outcome } = placed;
      if (outcome.kind !== "failed") return;
      // State is nowhere else; without it another replica may do better.
      if (replica.isReady && !this.#options.sticky) avoided.add(replica);
      if (isUntouched(outcome)) {
        if (replica.isReady && !this.#hasOthers(avoided)) throw outcome.cause;
      } else {
        this.#throwUnlessRepeatable(request, outcome, sends >= maxSends);
        // What lost it twice may lose it again at once.
        if (sends > 1) await this.#rest(sends, withdrawal);
        sends += 1;
      }
    }
  }

  /** Whether a request can be sent again after it may have been run. */
  isSafe(request: JSONRPCRequest): boolean {
    if (request.method !== "tools/call") return this.#rule.allows(request);
    const having = this.#pool.all.filter((replica) => has(replica, request));
    return having.length > 0 && having.every(({ rule }) => rule.allows(request));
  }

  async #place(
    request: JSONRPCRequest,
    how: AskOptions,
    avoided: ReadonlySet<Replica>,
  ): Promise<{ replica: Replica; outcome: Outcome } | undefined> {
    const order = this.#order(request, avoided);
    for (const replica of order) {
      const outcome = replica.call(request, how);
      if (outcome === undefined) continue;
      this.#homes.set(keyOf(request), replica);
      return { replica, outcome: await outcome };
    }
    // All of them fail too often: a doubtful replica is better than none.
    const [replica] = order;
    return replica && { replica, outcome: await replica.callAnyway(request, how) };
  }

  /** Those that can take a call, the best first. */
  #order(request: JSONRPCRequest, avoided: ReadonlySet<Replica>): Replica[] {
    const { strategy = balancedDefaults.strategy, sticky } = this.#options;
    const { ready } = this.#pool;
    const able = ready.filter((replica) => replica.tools === undefined || has(replica, request));
    const fresh = (able.length > 0 ? able : ready).filter((replica) => !avoided.has(replica));
    const order = rank(fresh.length > 0 ? fresh : ready, strategy, this.#turn++);
    const home = sticky ? this.#homes.get(keyOf(request)) : undefined;
    return home && order.includes(home) ? [home, ...order.filter((replica) => replica !== home)] : order;
  }

  #hasOthers(avoided: ReadonlySet<Replica>): boolean {
    return !this.#options.sticky && this.#pool.ready.some((replica) => !avoided.has(replica));
  }

  async #rest(sends: number, withdrawal: Withdrawal): Promise<void> {
    const policy = { ...reconnectDefaults, ...this.#options };
    const pauseMs = pauseBefore(sends, policy, () => 0.5 + Math.random() / 2);
    const signal = AbortSignal.any([withdrawal.signal, this.#pool.closing]);
    await delay(pauseMs, undefined, { signal, ref: false }).catch(() => {});
  }

  #throwUnlessRepeatable(request: JSONRPCRequest, { fate, cause }: Failed, isLast: boolean): void {
    if (fate === "refused") throw cause;
    const safe = this.isSafe(request);
    // A line that has lost it once has said the same already.
    const reason = McpTeamError.isInstance(cause.cause) ? cause.cause : cause;
    if (!safe || isLast) throw lostInFlight(request, { safe, cause: reason, server: this.#options.name });
  }
}

/** Who a call is made for. There is one user so far: the team. */
function keyOf(_request: JSONRPCRequest): string {
  return "team";
}

function has({ tools }: Replica, { method, params }: JSONRPCRequest): boolean {
  if (method !== "tools/call") return true;
  return tools?.some(({ name }) => name === params?.name) === true;
}
