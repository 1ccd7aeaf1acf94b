import type { AgentTeam } from "@mcp-team/builder";
import type { Random } from "../measure/random.js";
import { toolOf } from "../team/open-team.js";
import { anyCall } from "./call.js";
import type { Ledger } from "./ledger.js";
import { outcomeOf } from "./outcome.js";
import type { Target } from "./target.js";

/** How many calls are under way at a time. */
const atOnce = 16;

/** How many examples of what should not have been are kept. */
const examplesKept = 20;

/** Makes calls to all servers, so many at a time, and notes how each ends. */
export class Caller {
  readonly #team: AgentTeam;
  readonly #targets: readonly [Target, ...Target[]];
  readonly #random: Random;
  readonly #ledger: Ledger;
  #next = 0;

  constructor(
    team: AgentTeam,
    {
      targets,
      random,
      ledger,
    }: {
      readonly targets: readonly [Target, ...Target[]];
      readonly random: Random;
      readonly ledger: Ledger;
    },
  ) {
    this.#team = team;
    this.#targets = targets;
    this.#random = random;
    this.#ledger = ledger;
  }

  /** Resolves when all calls up to a number are settled. */
  async callUpTo(end: number): Promise<void> {
    const work = async () => {
      while (this.#next < end) await this.#callOne(this.#next++);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  async #callOne(number: number): Promise<void> {
    const { name } = this.#random.pick(this.#targets);
    const call = anyCall(number, this.#random);
    const start = performance.now();
    const calling = toolOf(this.#team, `${name}__${call.tool}`)(call.input);
    const { outcome, reason } = await outcomeOf(call, calling);
    const tookMs = performance.now() - start;
    this.#ledger.settle(number, call, outcome, tookMs);
    const expected = outcome === "answered" || (!call.safe && outcome !== "wrong");
    if (expected || this.#ledger.examples.length >= examplesKept) return;
    this.#ledger.examples.push(
      `call ${number}, ${call.tool} of ${name}, ${outcome} after ${Math.round(tookMs)} ms: ${reason}`,
    );
  }
}
