import { hasCode, McpTeamError, type McpTeamErrorOptions } from "./mcp-team-error.js";

/** A request was sent and its connection was lost before the answer: it may or may not have had an effect. */
export class OutcomeUnknownError extends McpTeamError {
  override readonly code = "OUTCOME_UNKNOWN";

  constructor(message: string, options: McpTeamErrorOptions = {}) {
    super(message, { ...options, effect: "unknown" });
  }

  static override readonly isInstance = hasCode<OutcomeUnknownError>("OUTCOME_UNKNOWN");
}
