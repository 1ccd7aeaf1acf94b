import { hasCode, McpTeamError } from "./mcp-team-error.js";

/** How the start of a server process failed. */
export type ServerStartReason = "not-found" | "not-executable" | "exited" | "no-handshake" | "spawn-failed";

/** The facts of a failed start. */
export interface ServerStartFacts {
  readonly server?: string;
  readonly reason: ServerStartReason;
  /** The command with its arguments, secrets masked. */
  readonly command: string;
  readonly cwd?: string;
  /** The time it had to answer the handshake, in milliseconds. */
  readonly timeoutMs?: number;
  readonly exitCode?: number | null;
  readonly signal?: NodeJS.Signals | null;
  /** The last lines of the process's standard error, secrets masked. */
  readonly stderrTail?: string;
  /** The first line on standard output that was no message, secrets masked. */
  readonly noise?: string;
  /** The limit that ended the process, and what to do about it. */
  readonly passedLimit?: { readonly message: string; readonly hint: string } | undefined;
  readonly cause?: unknown;
}

/** A local server process could not be started, ended during its start, or did not complete the MCP handshake. */
export class ServerStartError extends McpTeamError {
  override readonly code = "SERVER_START";
  readonly reason: ServerStartReason;
  readonly command: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderrTail: string;

  constructor(facts: ServerStartFacts) {
    super(describe(facts), { hint: hintFor(facts), server: facts.server, cause: facts.cause });
    this.reason = facts.reason;
    this.command = facts.command;
    this.exitCode = facts.exitCode ?? null;
    this.signal = facts.signal ?? null;
    this.stderrTail = facts.stderrTail ?? "";
  }

  static override readonly isInstance = hasCode<ServerStartError>("SERVER_START");
}

function describe(facts: ServerStartFacts): string {
  const name = facts.server === undefined ? "The server" : `Server "${facts.server}"`;
  const stderr = facts.stderrTail ? `\nIts standard error ended with:\n${indent(facts.stderrTail)}` : "";
  const noise = facts.noise ? `\nIts standard output began with: ${facts.noise}` : "";
  const limit = facts.passedLimit === undefined ? "" : ` ${facts.passedLimit.message}`;
  return `${name} did not start: ${happened(facts)}.${limit}${noise}${stderr}\n${hintFor(facts)}`;
}

function happened(facts: ServerStartFacts): string {
  const command = `\`${facts.command}\``;
  switch (facts.reason) {
    case "not-found":
      return `the command ${command} was not found`;
    case "not-executable":
      return `the command ${command} may not be executed`;
    case "spawn-failed":
      return `${command} could not be started (${facts.cause instanceof Error ? facts.cause.message : facts.cause})`;
    case "exited":
      return `${command} ended ${describeExit(facts.exitCode, facts.signal)} before it completed the MCP handshake`;
    case "no-handshake": {
      const reply =
        facts.cause === undefined || isTimeout(facts.cause)
          ? `gave no MCP handshake within ${facts.timeoutMs} ms`
          : `refused the MCP handshake (${facts.cause instanceof Error ? facts.cause.message : facts.cause})`;
      return `${command} ${reply}`;
    }
  }
}

function hintFor(facts: ServerStartFacts): string {
  switch (facts.reason) {
    case "not-found":
      return hintForMissing(facts);
    case "not-executable":
      return "Make the file executable (chmod +x), or run it through its interpreter, such as `node server.js`.";
    case "spawn-failed":
      return "Check the command, its arguments and its working directory.";
    case "exited":
      if (facts.passedLimit) return facts.passedLimit.hint;
      return "Run the command by hand to see why it ends. It gets only a safe set of environment variables: pass what it needs in `env`.";
    case "no-handshake":
      if (facts.noise)
        return "An MCP server may write only messages to standard output. Is this one for HTTP, or no MCP server at all?";
      return "Check that the command is an MCP server that speaks over stdin and stdout, or raise `timeoutMs`.";
  }
}

function hintForMissing({ command, cwd }: ServerStartFacts): string {
  const [program = ""] = command.split(" ");
  if (/^(?:[/\\]|[a-z]:)/i.test(program))
    return "Check the path: there is no such file, or the program that its first line names is missing.";
  if (/[/\\]/.test(program)) {
    const start = cwd === undefined ? "that of your program, unless `cwd` says otherwise" : `\`${cwd}\``;
    return `Check the path: it starts at the working directory, ${start}.`;
  }
  const hint = "Install it, or give its full path: it is looked up in PATH.";
  return cwd === undefined ? hint : `${hint} The working directory \`${cwd}\` must exist too.`;
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "REQUEST_TIMEOUT";
}

/** Says how a process ended: `with exit code 1`, `by signal SIGKILL`. */
export function describeExit(
  exitCode: number | null | undefined,
  signal: NodeJS.Signals | null | undefined,
): string {
  if (signal) return `by signal ${signal}`;
  if (exitCode === null || exitCode === undefined) return "unexpectedly";
  return `with exit code ${exitCode}`;
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  | ${line}`)
    .join("\n");
}
