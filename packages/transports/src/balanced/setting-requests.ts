import type { JSONRPCRequest, TransportSendOptions } from "@modelcontextprotocol/client";
import { reconnectDefaults } from "../reconnecting/options.js";
import type { Agreement } from "./agreement.js";
import { collect } from "./collect.js";
import type { BalancedOptions } from "./options.js";
import { isGood } from "./outcome.js";
import type { ReplicaPool } from "./replica-pool.js";
import type { AskOptions } from "./replica-session.js";
import type { Withdrawal } from "./withdrawals.js";

/** Makes requests that set something on every replica, those that come later included. */
export class SettingRequests {
  readonly #pool: ReplicaPool;
  readonly #agreement: Agreement;
  readonly #maxTries: number;
  readonly #deliver: NonNullable<AskOptions["onAnswer"]>;

  constructor(
    pool: ReplicaPool,
    agreement: Agreement,
    options: BalancedOptions,
    deliver: NonNullable<AskOptions["onAnswer"]>,
  ) {
    this.#pool = pool;
    this.#agreement = agreement;
    this.#maxTries = options.maxSends ?? reconnectDefaults.maxSends;
    this.#deliver = deliver;
  }

  /** The first good answer is the client's. @throws the reason, when there can be no answer */
  async make(
    request: JSONRPCRequest,
    options: TransportSendOptions | undefined,
    withdrawal: Withdrawal,
  ): Promise<void> {
    const { key, ask, forget } = this.#agreement.settings.note(request);
    try {
      if (!(await this.#tellAll(request, { options, withdrawal }, { key, ask }))) forget();
    } catch (error) {
      forget();
      throw error;
    }
  }

  /** @returns whether at least one replica has taken it */
  async #tellAll(
    request: JSONRPCRequest,
    how: AskOptions & { readonly withdrawal: Withdrawal },
    { key, ask }: { readonly key: string; readonly ask: Pick<JSONRPCRequest, "method" | "params"> },
  ): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      await this.#pool.someReady(how.withdrawal);
      const asked = this.#pool.ready.map(async (replica) => {
        const { told } = replica.line;
        const outcome = await replica.ask(request, how);
        if (isGood(outcome)) told.set(key, ask);
        return outcome;
      });
      const outcomes = await collect(asked, (outcome) => (isGood(outcome) ? 0 : undefined));
      const best = outcomes.find(isGood) ?? outcomes.find(({ kind }) => kind === "answered") ?? outcomes[0];
      if (how.withdrawal.signal.aborted) return false;
      if (best?.kind === "answered") {
        this.#deliver(best.answer, undefined);
        return isGood(best);
      }
      if (best?.kind === "failed" && (best.fate === "refused" || tries >= this.#maxTries)) throw best.cause;
    }
  }
}
