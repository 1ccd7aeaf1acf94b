import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** How a program ended, and what it wrote. */
export interface ProgramRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long a program may take, in milliseconds. */
const timeoutMs = 30_000;

/** Runs a compiled program in its folder. It sees nothing of this process's environment but what a program needs. */
export async function runProgram(folder: string, env: Readonly<Record<string, string>>): Promise<ProgramRun> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ["program.js"], {
    cwd: folder,
    env: { PATH, HOME, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}
