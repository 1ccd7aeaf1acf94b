import { setTimeout as delay } from "node:timers/promises";
import type { AgentTeam } from "@mcp-team/builder";
import type { Random } from "../measure/random.js";
import type { Target } from "./target.js";

const everyMs = 1_000;

/** Does something bad to a server every second, until it is stopped. */
export class Faults {
  /** How often each was done. */
  readonly done = new Map<string, number>();
  readonly #stopping = new AbortController();
  readonly #underWay = new Map<Target, Promise<void>>();
  readonly #running: Promise<void>;

  constructor(team: AgentTeam, targets: readonly Target[], random: Random) {
    this.#running = this.#run(team, targets, random);
  }

  get total(): number {
    return [...this.done.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Resolves when the last fault is undone. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await Promise.all(this.#underWay.values());
  }

  async #run(team: AgentTeam, targets: readonly Target[], random: Random): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      await delay(everyMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      // A server in trouble has enough of it.
      const free = targets.filter((target) => !this.#underWay.has(target));
      if (free.length > 0) this.#begin(random.pick(free as [Target, ...Target[]]), team, random);
    }
  }

  #begin(target: Target, team: AgentTeam, random: Random): void {
    const names = Object.keys(target.faults) as [string, ...string[]];
    const name = random.pick(names);
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
    const fault = target.faults[name]?.(random, team) ?? Promise.resolve();
    this.#underWay.set(
      target,
      fault.finally(() => this.#underWay.delete(target)),
    );
  }
}
