import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import spawn from "cross-spawn";
import { serverEnvironment } from "./environment.js";
import { type Guarded, startGuarded } from "./exit-guard.js";
import type { StdioOptions } from "./options.js";

/** A server process that runs, with its three streams. */
export type ServerProcess = ChildProcessWithoutNullStreams & { readonly pid: number };

/**
 * Starts a server in a process group of its own, so that it can be ended with everything it started.
 *
 * @throws NodeJS.ErrnoException when it cannot be started
 */
export async function spawnServer(options: StdioOptions): Promise<Guarded<ServerProcess>> {
  const guarded = startGuarded(() => spawnChild(options));
  try {
    await once(guarded.process, "spawn");
    return guarded;
  } catch (error) {
    await guarded.release();
    throw explainMissingDirectory(error, options.cwd);
  }
}

function spawnChild({ command, args = [], cwd, env }: StdioOptions): ServerProcess {
  return spawn(command, [...args], {
    cwd,
    env: serverEnvironment(env),
    stdio: ["pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
    shell: false,
  }) as ServerProcess;
}

/** Node reports a working directory that does not exist as if the command were missing. */
function explainMissingDirectory(error: unknown, cwd: string | undefined): unknown {
  if (cwd === undefined || existsSync(cwd)) return error;
  return Object.assign(new Error(`the working directory ${cwd} does not exist`), {
    code: "ENOTDIR",
    cause: error,
  });
}
