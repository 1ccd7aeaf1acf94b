/** What reaches `stream` with `streamMode: "custom"` while a tool of a server runs. */
export type McpStreamEvent = McpProgressEvent | McpLogEvent;

/** A progress notification of a call. */
export interface McpProgressEvent {
  readonly type: "mcp_progress";
  readonly server: string;
  /** The tool's name, as the model knows it. */
  readonly tool: string;
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** A log message that a server sent while a call ran. */
export interface McpLogEvent {
  readonly type: "mcp_log";
  readonly server: string;
  /** The tool's name, as the model knows it. */
  readonly tool: string;
  readonly level: string;
  readonly logger?: string;
  readonly data: unknown;
}
