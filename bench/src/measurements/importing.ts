import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { libraryNamed } from "../libraries.js";
import { median } from "../measure/quantile.js";
import { type Measurement, times } from "../measurement.js";
import { allLibraries } from "./reference.js";

const probe = fileURLToPath(new URL("../worker/import-probe.js", import.meta.url));
const run = promisify(execFile);
/** What a user would import without this project: the agent and the client. */
const parts = ["langchain", "@modelcontextprotocol/client", "@modelcontextprotocol/client/stdio"];

/**
 * A process that starts, imports a library, and ends. This project loads what a team runs on when one is built, so see `building`,
 * too.
 */
export const importing: Measurement = {
  title: "starting a process and importing",
  subjects: { ...allLibraries, parts: "LangChain's agent and the SDK 2.x client" },
  base: "sdk-1",
  metrics: {
    time: { title: "time", unit: "ms", better: "lower" },
    cpu: { title: "processor time", unit: "ms", better: "lower" },
  },
  goals: [{ metric: "cpu", subject: "mcp-team", of: "parts", atMost: 1.05 }],
  weight: 0.6,
  async run(subject, settings) {
    const { imports, isPeer = false } =
      subject === "parts" ? { imports: parts } : { isPeer: false, ...libraryNamed(subject) };
    const measured: { ms: number; cpuMs: number }[] = [];
    for (let made = 0; made < times(settings, 5, 2); made++) {
      const { stdout } = await run(process.execPath, [probe, isPeer ? "peer" : "own", ...imports]);
      measured.push(JSON.parse(stdout.trim().split("\n").at(-1) as string));
    }
    return { time: median(measured.map(({ ms }) => ms)), cpu: median(measured.map(({ cpuMs }) => cpuMs)) };
  },
};
