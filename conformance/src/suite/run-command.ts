import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import { packageFolder, suiteFolder } from "./files.js";

/** What a program printed, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `node` is what runs this, also for programs that the program starts. */
const PATH = [dirname(process.execPath), process.env.PATH].join(process.platform === "win32" ? ";" : ":");

/** Runs a program to its end. */
export async function runCommand(
  command: string,
  args: readonly string[],
  cwd = packageFolder,
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    // The suite is loaded once for each scenario. Older versions of Node.js leave the cache alone.
    env: {
      ...process.env,
      PATH,
      NO_COLOR: "1",
      NODE_COMPILE_CACHE: `${suiteFolder}node_modules/.cache/compiled`,
    },
    shell: process.platform === "win32" && !command.endsWith(".exe"), // where npx and pnpm are scripts
  });
  const [[status], stdout, stderr] = await Promise.all([
    once(child, "close") as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { status, stdout, stderr };
}
