import { hasCode, McpTeamError, type McpTeamErrorOptions } from "./mcp-team-error.js";

/** A server could not be reached, answered with something that is not MCP, or its connection was lost. */
export class ConnectionError extends McpTeamError {
  override readonly code = "CONNECTION";
  /** The HTTP status that came back, where there was one. */
  declare readonly status?: number;

  constructor(message: string, options: McpTeamErrorOptions & { readonly status?: number } = {}) {
    super(message, options);
    if (options.status !== undefined) this.status = options.status;
  }

  static override readonly isInstance = hasCode<ConnectionError>("CONNECTION");
}
