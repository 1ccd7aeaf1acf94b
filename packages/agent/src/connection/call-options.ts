import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import type { CallToolResult, InputRequiredResult, Progress, Tool } from "@modelcontextprotocol/client";
import type { CallLimits } from "./call-time.js";
import type { ServerLog } from "./connection-events.js";

/** How one call is to be made. */
export interface CallOptions extends CallLimits {
  /** Aborting it sends `notifications/cancelled` to the server. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called with what the server logs while the call runs. */
  readonly onLog?: ((log: ServerLog) => void) | undefined;
  /** The run that makes the call. */
  readonly config?: LangGraphRunnableConfig | undefined;
}

/** A call of a tool that is about to be made. */
export interface ToolCall {
  readonly tool: Tool;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options: CallOptions;
}

/** Makes the call. The given options take the place of the call's own. */
export type MakeCall = (options?: MakeCallOptions) => Promise<CallToolResult>;

/** How a feature has a call made. */
export interface MakeCallOptions extends Omit<CallOptions, keyof CallLimits> {
  /** Goes on from what a modern server answered before, in place of asking it from the start. */
  readonly from?: InputRequiredResult;
  /** Takes what the server asks in the meantime, for the one who makes the call. */
  readonly inbox?: object;
}
