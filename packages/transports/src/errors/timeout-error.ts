import { hasCode, McpTeamError, type McpTeamErrorOptions } from "./mcp-team-error.js";

/** Something took longer than its time limit. */
export class TimeoutError extends McpTeamError {
  override readonly code = "TIMEOUT";
  /** The limit that was passed, in milliseconds. */
  readonly timeoutMs: number;

  constructor(message: string, options: McpTeamErrorOptions & { readonly timeoutMs: number }) {
    super(message, options);
    this.timeoutMs = options.timeoutMs;
  }

  static override readonly isInstance = hasCode<TimeoutError>("TIMEOUT");
}
