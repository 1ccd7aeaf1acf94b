import { libraryNamed } from "../libraries.js";
import { processorTime } from "../measure/processor-time.js";
import { mean } from "../measure/quantile.js";
import { type Goal, inParts, type Measurement, times } from "../measurement.js";
import { allLibraries, localServer } from "./reference.js";

/** How many servers are started in a block at least: a start varies more than all that a client does for it. */
const serversInBlock = 24;

/** From the addresses of servers to their tools in hand, by a library that has connected before: it has loaded all that it needs. */
export function connect(servers: number, goals: readonly Goal[]): Measurement {
  return {
    title: `connecting ${servers} stdio server${servers === 1 ? "" : "s"}`,
    subjects: allLibraries,
    base: "sdk-1",
    metrics: {
      time: { title: "time", unit: "ms", better: "lower" },
      cpu: { title: "processor time", unit: "ms", better: "lower" },
    },
    goals,
    // It varies by a tenth from one to the next, and a goal is about hundredths.
    weight: goals.length > 0 ? 4 : 1,
    async run(subject, settings) {
      const library = await libraryNamed(subject).load();
      await (await library.connect([localServer("echo")])).close();
      const addresses = Array.from({ length: servers }, () => localServer("echo"));
      const timesMs: number[] = [];
      const cpuUs: number[] = [];
      await inParts(settings, times(settings, Math.ceil(serversInBlock / servers), 1), async () => {
        let closing: Promise<void> | undefined;
        const cpu = await processorTime(async () => {
          const start = performance.now();
          const session = await library.connect(addresses);
          timesMs.push(performance.now() - start);
          if (session.tools.length !== servers)
            throw new RangeError(`there are ${session.tools.length} tools`);
          closing = session.close();
        });
        cpuUs.push(cpu);
        await closing;
      });
      return { time: mean(timesMs), cpu: mean(cpuUs) / 1_000 };
    },
  };
}
