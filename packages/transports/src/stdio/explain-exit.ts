import { ConnectionError, describeExit, type McpTeamError, ServerStartError } from "../errors/index.js";
import { maskArguments } from "../secrets/mask-arguments.js";
import { maskSecrets } from "../secrets/mask-secrets.js";
import { type PassedLimit, passedLimit } from "./confine/passed-limit.js";
import { type StdioOptions, stdioDefaults } from "./options.js";
import type { ProcessExit } from "./process-exit.js";

/** What is known when a server fails to start, or is lost. */
export interface FailureFacts {
  readonly options: StdioOptions;
  readonly stderrTail: string;
  readonly exit: ProcessExit | undefined;
  readonly spawnError: NodeJS.ErrnoException | undefined;
  readonly cause: unknown;
  /** The first line on standard output that was no message. */
  readonly noise?: string;
  /** Whether a request may have reached the server. @default "unknown" */
  readonly effect?: "none" | "unknown";
}

/** The command line of a server as it may be shown. */
export function displayCommand({ command, args = [], env = {} }: StdioOptions): string {
  const words = [command, ...maskArguments(args, Object.values(env))];
  return words.map((word) => (/\s/.test(word) ? JSON.stringify(word) : word)).join(" ");
}

/** Why a server did not get through its handshake. */
export function explainStart(failure: FailureFacts): ServerStartError {
  const { options, stderrTail, exit, spawnError, cause, noise } = failure;
  const facts = {
    server: options.name,
    command: displayCommand(options),
    cwd: options.cwd,
    timeoutMs: options.timeoutMs ?? stdioDefaults.timeoutMs,
    noise,
    stderrTail: maskSecrets(stderrTail, Object.values(options.env ?? {})),
    exitCode: exit?.code,
    signal: exit?.signal,
    passedLimit: limitOf(failure),
  };
  if (spawnError)
    return new ServerStartError({ ...facts, reason: spawnReason(spawnError), cause: spawnError });
  return new ServerStartError({ ...facts, reason: exit ? "exited" : "no-handshake", cause });
}

/** Why a server that had been ready was lost. */
export function explainLoss(failure: FailureFacts): McpTeamError {
  const { options, stderrTail, exit, cause, effect = "unknown" } = failure;
  const name = options.name === undefined ? "The server" : `Server "${options.name}"`;
  const tail = maskSecrets(stderrTail, Object.values(options.env ?? {})).trimEnd();
  const stderr = tail === "" ? "" : `\nIts standard error ended with:\n${tail.replace(/^/gm, "  | ")}`;
  const happened = exit
    ? `\`${displayCommand(options)}\` ended ${describeExit(exit.code, exit.signal)}`
    : `the connection to \`${displayCommand(options)}\` was closed`;
  const limit = limitOf(failure);
  const reason = limit === undefined ? "" : ` ${limit.message}`;
  return new ConnectionError(`${name} was lost: ${happened}.${reason}${stderr}`, {
    server: options.name,
    cause,
    effect,
    hint: limit?.hint ?? "Look at its standard error for the reason it ended.",
  });
}

function limitOf({ options: { limits }, exit, stderrTail }: FailureFacts): PassedLimit | undefined {
  return limits && exit && passedLimit(limits, exit, stderrTail);
}

function spawnReason({ code }: NodeJS.ErrnoException) {
  if (code === "ENOENT") return "not-found";
  if (code === "EACCES") return "not-executable";
  return "spawn-failed";
}
