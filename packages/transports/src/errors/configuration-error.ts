import { hasCode, McpTeamError } from "./mcp-team-error.js";

/** One thing that is wrong with the configuration. */
export interface ConfigurationProblem {
  /** The path of the option, such as `servers.files.timeoutMs`. */
  readonly path: string;
  /** What is wrong, with the value (masked when it is secret), and what to do. */
  readonly message: string;
}

/** The configuration cannot work. All of its problems are reported at once. */
export class ConfigurationError extends McpTeamError {
  override readonly code = "CONFIGURATION";
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[], options: { hint?: string; cause?: unknown } = {}) {
    super(describe(problems), { hint: "Mend the options that are named, and build again.", ...options });
    this.problems = problems;
  }

  static override readonly isInstance = hasCode<ConfigurationError>("CONFIGURATION");
}

function describe(problems: readonly ConfigurationProblem[]): string {
  const lines = problems.map(({ path, message }) => `${path}: ${message}`);
  if (lines.length === 1) return `Invalid configuration: ${lines[0]}`;
  return `Invalid configuration, ${lines.length} problems:\n${lines.map((line) => `  - ${line}`).join("\n")}`;
}
