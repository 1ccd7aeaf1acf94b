import { oneByOne, paced } from "../measure/calls.js";
import { processorTime } from "../measure/processor-time.js";
import { quantile } from "../measure/quantile.js";
import { type Goal, type Measurement, times } from "../measurement.js";
import { allLibraries, connectTo, echoing, type Line } from "./reference.js";

const pauseMs = 2;

/** One call at a time, from the tool in the user's hand to its result. */
export function latency(line: Line, title: string, goals: readonly Goal[]): Measurement {
  return {
    title: `a call over ${title}`,
    subjects: allLibraries,
    base: "sdk-1",
    metrics: {
      cpu: { title: "processor time a call", unit: "µs", better: "lower" },
      paced: { title: `p50, a call every ${pauseMs} ms`, unit: "ms", better: "lower" },
      paced99: { title: `p99, a call every ${pauseMs} ms`, unit: "ms", better: "lower" },
      p50: { title: "p50, call after call", unit: "ms", better: "lower" },
      p99: { title: "p99, call after call", unit: "ms", better: "lower" },
    },
    goals,
    weight: 1.5,
    async run(subject, settings) {
      await using server = await connectTo(subject, line, "echo");
      const call = echoing(server.tool);
      // V8 compiles for the first 20,000 calls, which takes about as much as the calls.
      await oneByOne(call, times(settings, line === "stdio" ? 20_000 : 1_500, 400));
      const count = times(settings, line === "stdio" ? 5_000 : 2_000, 400);
      let durations: number[] = [];
      const cpu = await processorTime(async () => {
        durations = await oneByOne(call, count);
      });
      const withPauses = await paced(call, times(settings, 500, 100), pauseMs);
      return {
        cpu: cpu / count,
        paced: quantile(withPauses, 0.5),
        paced99: quantile(withPauses, 0.99),
        p50: quantile(durations, 0.5),
        p99: quantile(durations, 0.99),
      };
    },
  };
}
