import { spawn } from "node:child_process";
import { maskArguments, maskSecrets } from "@mcp-team/transports";
import { getDefaultEnvironment } from "@modelcontextprotocol/sdk/client/stdio.js";
import { killAtExit } from "./kill-at-exit.js";
import { listeningUrl, type PipedProcess } from "./listening-url.js";
import { killAndWait, stopTree } from "./stop-tree.js";

/** A program that listens and says so: `listening on <URL>`, as a line on stdout. */
export interface ServerProcessOptions {
  readonly command: string;
  readonly args?: readonly string[];
  /** Added to a small safe environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string;
  /** How long the program has to listen, in milliseconds. @default 10_000 */
  readonly timeoutMs?: number | undefined;
}

/** A server in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  /** Where it listens. */
  readonly url: string;
  readonly pid: number;
  /** Ends it with everything that it started. Can be called again. */
  stop(): Promise<void>;
  /** Sends it a signal and waits for its end. @param signal - default `SIGKILL` */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** What it wrote to stderr so far. */
  stderr(): string;
}

/**
 * Starts a program and waits for its line `listening on <URL>`.
 *
 * @throws {@link ServerStartError} when it ends before that line, with what it wrote to stderr
 * @throws {@link TimeoutError} when the line does not come in time
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const { command, args = [], env, cwd, timeoutMs = 10_000 } = options;
  const child = spawn(command, args, {
    cwd,
    env: { ...getDefaultEnvironment(), ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const secrets = Object.values(env ?? {});
  killAtExit(child);
  child.stdin.on("error", () => {}); // It may end first.
  let written = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    written += chunk;
  });
  const stderr = () => written;
  try {
    const url = await listeningUrl(child, {
      command: [command, ...maskArguments(args, secrets)].join(" "),
      ...(cwd === undefined ? {} : { cwd }),
      timeoutMs,
      stderr: () => maskSecrets(written, secrets),
    });
    return serverProcess(child, url, stderr);
  } catch (error) {
    await stopTree(child);
    throw error;
  }
}

function serverProcess(child: PipedProcess, url: string, stderr: () => string): ServerProcess {
  const stop = () => stopTree(child);
  return {
    url,
    pid: child.pid as number,
    stop,
    kill: (signal = "SIGKILL") => killAndWait(child, signal),
    stderr,
    [Symbol.asyncDispose]: stop,
  };
}
