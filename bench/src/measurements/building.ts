import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median } from "../measure/quantile.js";
import { type Measurement, times } from "../measurement.js";
import type { Builds } from "../worker/build-probe.js";
import { librariesNamed, localServer } from "./reference.js";

const probe = fileURLToPath(new URL("../worker/build-probe.js", import.meta.url));
const run = promisify(execFile);

/** From nothing, and then from a model and a server, to an agent that can be asked. */
export const building: Measurement = {
  title: "building an agent over one stdio server, from the start of a process on, and once more",
  subjects: librariesNamed("mcp-adapters", "mcp-team"),
  base: "mcp-adapters",
  metrics: {
    time: { title: "time, importing included", unit: "ms", better: "lower" },
    cpu: { title: "processor time, importing included", unit: "ms", better: "lower" },
    againTime: { title: "time, once more", unit: "ms", better: "lower" },
    againCpu: { title: "processor time, once more", unit: "ms", better: "lower" },
  },
  goals: [],
  weight: 0.5,
  async run(subject, settings) {
    const measured: Builds[] = [];
    for (let made = 0; made < times(settings, 4, 2); made++) {
      const { stdout } = await run(process.execPath, [probe, subject, JSON.stringify(localServer("echo"))]);
      measured.push(JSON.parse(stdout.trim().split("\n").at(-1) as string));
    }
    return {
      time: median(measured.map(({ first }) => first.ms)),
      cpu: median(measured.map(({ first }) => first.cpuMs)),
      againTime: median(measured.map(({ again }) => again.ms)),
      againCpu: median(measured.map(({ again }) => again.cpuMs)),
    };
  },
};
