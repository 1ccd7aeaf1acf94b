import { oneByOne, paced } from "../measure/calls.js";
import { processorTime } from "../measure/processor-time.js";
import { quantile } from "../measure/quantile.js";
import { type Measurement, times } from "../measurement.js";
import type { TurnAgent } from "../turn/turn-agents.js";
import { connectTo, echoing, librariesNamed, localServer } from "./reference.js";

const calls = 20;
const text = "The quick brown fox jumps over the lazy dog.";
const pauseMs = 2;

const shortfall =
  "On Node.js 20 it was 1.04, 1.05 and, in a noisy run, 1.27. Each step goes through the team's middleware, and each call takes what latency-stdio shows above the hand-written client.";

/** What an agent adds to its tools. The model is in this process, and answers at once. */
export const agentTurn: Measurement = {
  title: `an agent's turn of ${calls} tool calls over stdio`,
  subjects: { "local-tools": "LangChain agent, local tools", ...librariesNamed("mcp-adapters", "mcp-team") },
  base: "local-tools",
  metrics: {
    cpuLess: {
      title: "processor time, less the round trips of the hand-written client",
      unit: "ms",
      better: "lower",
    },
    timeLess: { title: "p50, less the round trips of the hand-written client", unit: "ms", better: "lower" },
    cpu: { title: "processor time", unit: "ms", better: "lower" },
    time: { title: "p50", unit: "ms", better: "lower" },
  },
  goals: [{ metric: "cpuLess", subject: "mcp-team", of: "local-tools", atMost: 1.05, shortfall }],
  async run(subject, settings) {
    await using agent = await agentOf(subject);
    await oneByOne(() => agent.turn(), times(settings, 60, 4));
    const count = times(settings, 40, 5);
    let durations: number[] = [];
    const cpuMs =
      (await processorTime(async () => {
        durations = await oneByOne(() => agent.turn(), count);
      })) /
      count /
      1_000;
    const timeMs = quantile(durations, 0.5);
    const trip = subject === "local-tools" ? { cpuMs: 0, timeMs: 0 } : await roundTrip();
    return {
      cpuLess: cpuMs - calls * trip.cpuMs,
      timeLess: timeMs - calls * trip.timeMs,
      cpu: cpuMs,
      time: timeMs,
    };
  },
};

async function agentOf(subject: string): Promise<TurnAgent> {
  const { adaptersAgent, localAgent, teamAgent } = await import("../turn/turn-agents.js");
  switch (subject) {
    case "mcp-adapters":
      return adaptersAgent(calls, text, localServer("echo"));
    case "mcp-team":
      return teamAgent(calls, text, localServer("echo"));
    default:
      return localAgent(calls, text);
  }
}

/** What a call takes at least. Within a turn the server sleeps between calls, so it does here. */
async function roundTrip(): Promise<{ readonly cpuMs: number; readonly timeMs: number }> {
  await using server = await connectTo("hand-written", "stdio", "echo");
  const call = echoing(server.tool);
  await oneByOne(call, 500);
  const count = 500;
  const cpu = await processorTime(() => oneByOne(call, count));
  return { cpuMs: cpu / count / 1_000, timeMs: quantile(await paced(call, 200, pauseMs), 0.5) };
}
