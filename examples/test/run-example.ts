import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { descendantsOf } from "@mcp-team/testing";
import { Lanes } from "./lanes.js";

/** How a run of an example ended. */
export interface ExampleRun {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every process that was seen below it while it wrote. */
  readonly processes: readonly number[];
}

/** What to do differently. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Sends SIGINT when this was written. */
  readonly interruptAt?: string;
}

const lanes = new Lanes(2);

/** What would change the output of an example, or make Node write warnings. */
const foreign = /^(?:OPENAI_|LANGCHAIN_|LANGSMITH_|MCP_|WEATHER_|NODE_|FORCE_COLOR|NO_COLOR)/;

/** Runs a compiled example as a program of its own. */
export function runExample(name: string, options: RunOptions = {}): Promise<ExampleRun> {
  return lanes.run(() => run(name, options));
}

async function run(name: string, { env, interruptAt }: RunOptions): Promise<ExampleRun> {
  const program = fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { ...Object.fromEntries(Object.entries(process.env).filter(([key]) => !foreign.test(key))), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const processes = new Set<number>();
  const looks: Promise<void>[] = [];
  const look = async () => {
    for (const pid of await descendantsOf(child.pid as number)) processes.add(pid);
  };
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
    looks.push(look());
    if (interruptAt !== undefined && stdout.includes(interruptAt)) {
      void Promise.all(looks).then(() => child.kill("SIGINT"));
    }
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const [status, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  await Promise.all(looks);
  return { status, signal, stdout, stderr, processes: [...processes] };
}
