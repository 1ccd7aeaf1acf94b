import { hasCode, McpTeamError, type McpTeamErrorOptions } from "./mcp-team-error.js";

/** A server refused the credentials (401), or what they allow (403). */
export class AuthenticationError extends McpTeamError {
  override readonly code = "AUTHENTICATION";
  /** The HTTP status that came back: 401 or 403. */
  declare readonly status?: number;

  constructor(message: string, options: McpTeamErrorOptions & { readonly status?: number } = {}) {
    super(message, options);
    if (options.status !== undefined) this.status = options.status;
  }

  static override readonly isInstance = hasCode<AuthenticationError>("AUTHENTICATION");
}
