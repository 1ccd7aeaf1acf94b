import { atOnce, timed } from "../measure/calls.js";
import { processorTime } from "../measure/processor-time.js";
import { type Goal, type Measurement, times } from "../measurement.js";
import { allLibraries, connectTo, echoing, type Line } from "./reference.js";

const concurrent = 64;

/** Many calls at once over one connection. */
export function parallel(line: Line, title: string, goals: readonly Goal[]): Measurement {
  return {
    title: `${concurrent} calls at once over ${title}`,
    subjects: allLibraries,
    base: "sdk-1",
    metrics: {
      rate: { title: "calls per second", unit: "calls/s", better: "higher" },
      cpu: { title: "processor time a call", unit: "µs", better: "lower" },
    },
    goals,
    async run(subject, settings) {
      await using server = await connectTo(subject, line, "echo");
      const call = echoing(server.tool);
      // V8 compiles for the first 30,000 calls, which takes about as much as the calls.
      await atOnce(call, times(settings, line === "stdio" ? 40_000 : 2_000, 500), concurrent);
      const count = times(settings, line === "stdio" ? 20_000 : 4_000, 600);
      let tookMs = 0;
      const cpu = await processorTime(async () => {
        tookMs = await timed(() => atOnce(call, count, concurrent));
      });
      return { rate: (count / tookMs) * 1_000, cpu: cpu / count };
    },
  };
}
