import { timed } from "../measure/calls.js";
import { processorTime } from "../measure/processor-time.js";
import { mean, quantile } from "../measure/quantile.js";
import { type Measurement, times } from "../measurement.js";
import { shuffled } from "../run/schedule.js";
import type { TurnAgent } from "../turn/turn-agent.js";
import { librariesNamed, localServer } from "./reference.js";

const calls = 20;
const text = "The quick brown fox jumps over the lazy dog.";

const shortfall =
  "Between its calls an agent's process sleeps until the server has answered, and the next step begins with cold caches: what is added is the code that is not in LangChain's agent, run cold. That is the team's middleware, and the line that can be lost and reopened.";

/** What an agent adds to its tools. The model is in this process, and answers at once. */
export const agentTurn: Measurement = {
  title: `an agent's turn of ${calls} tool calls over stdio`,
  subjects: { "local-tools": "LangChain agent, local tools", ...librariesNamed("mcp-adapters", "mcp-team") },
  base: "local-tools",
  metrics: {
    added: {
      title: "processor time without the round trips, to that of an agent with local tools beside it",
      unit: "×",
      better: "lower",
    },
    cpu: { title: "processor time", unit: "ms", better: "lower" },
    time: { title: "p50", unit: "ms", better: "lower" },
    trips: { title: "processor time of the round trips", unit: "ms", better: "lower" },
  },
  goals: [{ metric: "added", subject: "mcp-team", atMost: 1.05, shortfall }],
  // A turn beside it varies by a tenth from one block to the next, and the goal is about hundredths.
  weight: 3,
  blockTimeoutMs: 120_000,
  /**
   * Beside the subject, in turns, are LangChain's agent with local tools, and the same with the hand-written client in its tool: the
   * difference of these two is what the round trips take where they are made. Back to back they would take a fraction of it.
   */
  async run(subject, settings) {
    const { handWrittenAgent, localAgent } = await import("../turn/local-agents.js");
    await using agent = await agentOf(subject);
    await using local = await localAgent(calls, text);
    await using byHand = await handWrittenAgent(calls, text, localServer("echo"));
    const measured = { agent: new Turns(agent), local: new Turns(local), byHand: new Turns(byHand) };
    await inTurns(Object.values(measured), times(settings, 60, 4));
    for (const turns of Object.values(measured)) turns.forget();
    await inTurns(Object.values(measured), times(settings, 120, 5));
    const trips = measured.byHand.cpuMs - measured.local.cpuMs;
    const { cpuMs, timeMs } = measured.agent;
    // A local tool has no round trip.
    const own = subject === "local-tools" ? cpuMs : cpuMs - trips;
    return { added: own / measured.local.cpuMs, cpu: cpuMs, time: timeMs, trips };
  },
};

/** The turns of one agent, measured. */
class Turns {
  #cpuMs: number[] = [];
  #timesMs: number[] = [];

  constructor(readonly agent: TurnAgent) {}

  async make(): Promise<void> {
    let timeMs = 0;
    const cpu = await processorTime(async () => {
      timeMs = await timed(() => this.agent.turn());
    });
    this.#cpuMs.push(cpu / 1_000);
    this.#timesMs.push(timeMs);
  }

  /** What was measured so far was to warm up. */
  forget(): void {
    this.#cpuMs = [];
    this.#timesMs = [];
  }

  /** The processor time of a turn: the mean, for garbage is collected in some of them for all. */
  get cpuMs(): number {
    return mean(this.#cpuMs);
  }

  get timeMs(): number {
    return quantile(this.#timesMs, 0.5);
  }
}

/** Each in its turn, in an order that is another one each time. */
async function inTurns(all: readonly Turns[], count: number): Promise<void> {
  for (let made = 0; made < count; made++) for (const turns of shuffled(all)) await turns.make();
}

async function agentOf(subject: string): Promise<TurnAgent> {
  switch (subject) {
    case "mcp-adapters":
      return (await import("../turn/adapters-agent.js")).adaptersAgent(calls, text, localServer("echo"));
    case "mcp-team":
      return (await import("../turn/team-agent.js")).teamAgent(calls, text, localServer("echo"));
    default:
      return (await import("../turn/local-agents.js")).localAgent(calls, text);
  }
}
