/** What reaches `stream` with `streamMode: "custom"` while a tool of a server runs. */
export type McpStreamEvent = McpProgressEvent | McpLogEvent;

/** Where an event comes from. */
interface FromTeam {
  /** The teams that the event passed, the outermost first. Missing when it comes from the team that was asked. */
  readonly team?: readonly string[];
}

/** A progress notification of a call. */
export interface McpProgressEvent extends FromTeam {
  readonly type: "mcp_progress";
  readonly server: string;
  /** The tool's name, as the model knows it. */
  readonly tool: string;
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** A log message that a server sent while a call ran. */
export interface McpLogEvent extends FromTeam {
  readonly type: "mcp_log";
  readonly server: string;
  /** The tool's name, as the model knows it. */
  readonly tool: string;
  readonly level: string;
  readonly logger?: string;
  readonly data: unknown;
}

/** What reaches `stream` with `streamMode: "custom"` of what a team does that is a member of the one that was asked. */
export type TeamStreamEvent = McpStreamEvent | TeamToolCallEvent | TeamToolResultEvent | TeamCustomEvent;

/** The model of a team asked for a tool. */
export interface TeamToolCallEvent extends FromTeam {
  readonly type: "team_tool_call";
  /** The tool's name, as the model knows it. */
  readonly tool: string;
  readonly toolCallId: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A tool of a team answered. */
export interface TeamToolResultEvent extends FromTeam {
  readonly type: "team_tool_result";
  /** The tool's name, as the model knows it. */
  readonly tool: string;
  readonly toolCallId: string;
  readonly status: "success" | "error";
}

/** Something that a local tool of a team wrote and that is no event of ours. */
export interface TeamCustomEvent extends FromTeam {
  readonly type: "team_custom";
  readonly data: unknown;
}
