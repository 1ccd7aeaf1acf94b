import { libraryNamed } from "../libraries.js";
import { processorTime } from "../measure/processor-time.js";
import type { Goal, Measurement } from "../measurement.js";
import { allLibraries, localServer } from "./reference.js";

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
    weight: servers < 8 ? 0.5 : 1,
    async run(subject) {
      const library = await libraryNamed(subject).load();
      await (await library.connect([localServer("echo")])).close();
      const addresses = Array.from({ length: servers }, () => localServer("echo"));
      const start = performance.now();
      let time = 0;
      let closing: Promise<void> | undefined;
      const cpu = await processorTime(async () => {
        const session = await library.connect(addresses);
        time = performance.now() - start;
        if (session.tools.length !== servers) throw new RangeError(`there are ${session.tools.length} tools`);
        closing = session.close();
      });
      await closing;
      return { time, cpu: cpu / 1_000 };
    },
  };
}
