import { libraryNamed } from "../libraries.js";
import { heldBytes } from "../measure/memory.js";
import { type Measurement, times } from "../measurement.js";
import { allLibraries, localServer } from "./reference.js";

/** What a connection takes that is open. */
export const connectionMemory: Measurement = {
  title: "memory of an open stdio connection",
  subjects: allLibraries,
  base: "sdk-1",
  metrics: { memory: { title: "memory", unit: "kB", better: "lower" } },
  goals: [],
  weight: 0.6,
  async run(subject, settings) {
    const library = await libraryNamed(subject).load();
    // The first one loads and compiles what all share.
    const first = await library.connect([localServer("echo")]);
    const before = await heldBytes();
    const count = times(settings, 8, 2);
    const more = await library.connect(Array.from({ length: count }, () => localServer("echo")));
    const memory = ((await heldBytes()) - before) / count / 1_000;
    await Promise.all([first.close(), more.close()]);
    return { memory };
  },
};
