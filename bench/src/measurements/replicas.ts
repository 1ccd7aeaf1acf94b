import { referenceServer } from "@mcp-team/testing";
import { atOnce, timed } from "../measure/calls.js";
import { type Measurement, times } from "../measurement.js";

const workMs = 20;
const concurrent = 64;
const numbers: Readonly<Record<string, number>> = { one: 1, two: 2, four: 4 };

/** What replicas of a server add up to that takes one call at a time. */
export const replicas: Measurement = {
  title: `a server that takes ${workMs} ms and one call at a time, ${concurrent} calls at once`,
  subjects: { one: "one process", two: "two replicas", four: "four replicas" },
  base: "one",
  metrics: { rate: { title: "calls per second", unit: "calls/s", better: "higher" } },
  goals: [{ metric: "rate", subject: "four", of: "one", atLeast: 3.8 }],
  weight: 0.5,
  async run(subject, settings) {
    const { MCPTeamBuilder } = await import("@mcp-team/builder");
    const { command, args } = referenceServer({ tools: ["compute"] });
    const number = numbers[subject] ?? 1;
    await using builder = new MCPTeamBuilder("bench").withMcpServer(command, args, { instances: number });
    const [compute] = await builder.fetchMcpTools();
    const call = async () => compute?.invoke({ ms: workMs });
    await atOnce(call, concurrent, concurrent);
    const count = times(settings, 100, 32) * number;
    const tookMs = await timed(() => atOnce(call, count, concurrent));
    return { rate: (count / tookMs) * 1_000 };
  },
};
