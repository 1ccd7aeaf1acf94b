import { timed } from "../measure/calls.js";
import { processorTime } from "../measure/processor-time.js";
import { median } from "../measure/quantile.js";
import { type Goal, inParts, type Measurement, times } from "../measurement.js";
import { allLibraries, connectTo } from "./reference.js";

/** A large result over stdio. */
export function large(megabytes: number, base: string, goals: readonly Goal[]): Measurement {
  const bytes = megabytes * 1_000_000;
  // Small ones vary more, and some clients take a quarter of a minute for the largest.
  const calls = Math.max(3, Math.ceil(50 / megabytes));
  return {
    title: `a result of ${megabytes} MB over stdio`,
    subjects: allLibraries,
    base,
    metrics: {
      time: { title: "time", unit: "ms", better: "lower" },
      cpu: { title: "processor time", unit: "ms", better: "lower" },
    },
    goals,
    // A result takes as long again when either process has just grown, and a goal is about hundredths.
    weight: goals.length > 0 ? 2 : 0.6,
    async run(subject, settings) {
      await using server = await connectTo(subject, "stdio", "big");
      const call = async () => {
        const { length } = await server.tool.call({ bytes });
        if (length !== bytes) throw new RangeError(`big answered ${length} characters`);
      };
      // Until its heap has grown, a process takes up to twice as long: the server's does with its first calls.
      await inParts(settings, times(settings, calls, 1), call);
      const cpu: number[] = [];
      const time: number[] = [];
      await inParts(settings, times(settings, calls, 2), async () => {
        cpu.push(await processorTime(async () => void time.push(await timed(call))));
      });
      return { time: median(time), cpu: median(cpu) / 1_000 };
    },
  };
}
