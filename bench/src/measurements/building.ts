import { timed } from "../measure/calls.js";
import { processorTime } from "../measure/processor-time.js";
import { median } from "../measure/quantile.js";
import { type Measurement, times } from "../measurement.js";
import type { TurnAgent } from "../turn/turn-agents.js";
import { librariesNamed, localServer } from "./reference.js";

/** From a model and a server to an agent that can be asked. */
export const building: Measurement = {
  title: "building an agent over one stdio server",
  subjects: librariesNamed("mcp-adapters", "mcp-team"),
  base: "mcp-adapters",
  metrics: {
    time: { title: "time", unit: "ms", better: "lower" },
    cpu: { title: "processor time", unit: "ms", better: "lower" },
  },
  goals: [],
  weight: 0.5,
  async run(subject, settings) {
    const { adaptersAgent, teamAgent } = await import("../turn/turn-agents.js");
    const build = subject === "mcp-team" ? teamAgent : adaptersAgent;
    const time: number[] = [];
    const cpu: number[] = [];
    for (let made = 0; made < times(settings, 4, 2); made++) {
      let agent: TurnAgent | undefined;
      const took = await processorTime(async () => {
        time.push(
          await timed(async () => {
            agent = await build(1, "", localServer("echo"));
          }),
        );
      });
      cpu.push(took / 1_000);
      await agent?.[Symbol.asyncDispose]();
    }
    return { time: median(time), cpu: median(cpu) };
  },
};
