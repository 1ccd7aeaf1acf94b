import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import spawn from "cross-spawn";
import { findProgram } from "./confine/find-program.js";
import { isCommandHere, wrapperWords } from "./confine/wrapper.js";
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
  const env = serverEnvironment(options.env);
  const wrapper = wrapperWords(options);
  try {
    if (wrapper.length > 0 && isCommandHere(options)) checkCommand(options, env);
    const guarded = startGuarded(() => spawnChild(options, wrapper, env));
    await once(guarded.process, "spawn").catch(async (error: unknown) => {
      await guarded.release();
      throw error;
    });
    return guarded;
  } catch (error) {
    throw explainMissingDirectory(error, options.cwd);
  }
}

/** With another program before it, the system would not say of a command that it is missing. */
function checkCommand({ command, cwd }: StdioOptions, { PATH: folders }: NodeJS.ProcessEnv): void {
  const found = findProgram(command, { folders, cwd });
  if ("code" in found) throw Object.assign(new Error(`spawn ${command} ${found.code}`), found);
}

function spawnChild(
  { command, args = [], cwd }: StdioOptions,
  wrapper: readonly string[],
  env: Record<string, string>,
): ServerProcess {
  const [program = command, ...words] = [...wrapper, command, ...args];
  return spawn(program, words, {
    cwd,
    env,
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
