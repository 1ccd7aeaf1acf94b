import { atOnce, timed } from "../measure/calls.js";
import { processorTime } from "../measure/processor-time.js";
import { type Goal, inParts, type Measurement, times } from "../measurement.js";
import { allLibraries, connectTo, echoing, type Line } from "./reference.js";

const concurrent = 64;

/** How many calls are made in a part: to warm up, then before they count, and then. */
const callsOver = {
  stdio: { toWarmUp: 4_000, uncounted: 1_000, counted: 3_000 },
  sse: { toWarmUp: 200, uncounted: 100, counted: 400 },
  http: { toWarmUp: 200, uncounted: 100, counted: 400 },
} as const;

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
    weight: 2,
    async run(subject, settings) {
      await using server = await connectTo(subject, line, "echo");
      const call = echoing(server.tool);
      const { toWarmUp, uncounted, counted } = callsOver[line];
      const parts = times(settings, 10, 2);
      await inParts(settings, parts, () => atOnce(call, times(settings, toWarmUp, 300), concurrent));
      const inPart = times(settings, counted, 300);
      let tookMs = 0;
      let cpu = 0;
      await inParts(settings, parts, async () => {
        await atOnce(call, times(settings, uncounted), concurrent);
        cpu += await processorTime(async () => {
          tookMs += await timed(() => atOnce(call, inPart, concurrent));
        });
      });
      const count = parts * inPart;
      return { rate: (count / tookMs) * 1_000, cpu: cpu / count };
    },
  };
}
