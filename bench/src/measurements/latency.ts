import { oneByOne, paced } from "../measure/calls.js";
import { processorTime } from "../measure/processor-time.js";
import { mean, median, quantile } from "../measure/quantile.js";
import { type Goal, inParts, type Measurement, times } from "../measurement.js";
import { allLibraries, connectTo, echoing, type Line } from "./reference.js";

const pauseMs = 2;
/** How many calls with a pause are made in each of so many parts: before they count, and then. */
const pacedCalls = { parts: 15, uncounted: 20, counted: 60 } as const;

/** How many calls are made one after the other in a part: to warm up, then before they count, and then. */
const callsOver = {
  // After a rest it takes 1,000 calls until the caches and the clock of the processor are up again.
  stdio: { toWarmUp: 2_500, uncounted: 1_000, counted: 1_000 },
  sse: { toWarmUp: 150, uncounted: 50, counted: 200 },
  http: { toWarmUp: 150, uncounted: 50, counted: 200 },
} as const;

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
    // The goals of calls with a pause are a few hundredths from what is reached.
    weight: 3,
    async run(subject, settings) {
      await using server = await connectTo(subject, line, "echo");
      const call = echoing(server.tool);
      const { toWarmUp, uncounted, counted } = callsOver[line];
      await inParts(settings, times(settings, 10, 2), async () => {
        await paced(call, pacedCalls.uncounted, pauseMs);
        await oneByOne(call, times(settings, toWarmUp, 200));
      });
      const durations: number[] = [];
      let cpu = 0;
      await inParts(settings, times(settings, 10, 2), async () => {
        await oneByOne(call, times(settings, uncounted));
        cpu += await processorTime(async () => {
          durations.push(...(await oneByOne(call, times(settings, counted))));
        });
      });
      const withPauses: number[][] = [];
      // In parts of their own: after calls without a pause the scheduler treats processes as busy for a while, those of the next library, too.
      await inParts(settings, times(settings, pacedCalls.parts, 2), async () => {
        await paced(call, pacedCalls.uncounted, pauseMs);
        withPauses.push(await paced(call, times(settings, pacedCalls.counted, 25), pauseMs));
      });
      return {
        cpu: cpu / durations.length,
        // Where another core has to be woken, all calls of a part take 0.1 ms more: a median of all would be of one kind or the other.
        paced: mean(withPauses.map(median)),
        paced99: quantile(withPauses.flat(), 0.99),
        p50: quantile(durations, 0.5),
        p99: quantile(durations, 0.99),
      };
    },
  };
}
