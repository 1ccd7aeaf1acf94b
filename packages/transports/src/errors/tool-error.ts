import { hasCode, McpTeamError, type McpTeamErrorOptions } from "./mcp-team-error.js";

/** What a failed tool left behind. */
export interface ToolErrorOptions extends McpTeamErrorOptions {
  /** The tool's name, as the model knows it. */
  readonly tool: string;
  /** The content blocks of the tool's answer, where it gave one. */
  readonly content?: readonly unknown[];
  /** What the tool's answer holds for programs: `structuredContent`. */
  readonly artifact?: unknown;
  /** What else is known of the answer: `{ mcp: { server, name, _meta } }`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A tool ran and reported an error, or could not be run. */
export class ToolError extends McpTeamError {
  override readonly code = "TOOL";
  readonly tool: string;
  readonly content: readonly unknown[];
  declare readonly artifact?: unknown;
  declare readonly metadata?: Readonly<Record<string, unknown>>;

  constructor(message: string, options: ToolErrorOptions) {
    super(message, options);
    this.tool = options.tool;
    this.content = options.content ?? [];
    const { artifact, metadata } = options;
    Object.assign(this, artifact !== undefined && { artifact }, metadata && { metadata });
  }

  static override readonly isInstance = hasCode<ToolError>("TOOL");
}
