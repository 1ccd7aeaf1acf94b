import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { keepShape } from "@mcp-team/transports";
import type { CallOptions } from "../connection/call-options.js";
import type { McpStreamEvent } from "./stream-events.js";

/** The names of a tool and its server. */
type ToolNames = Pick<McpStreamEvent, "server" | "tool">;

/** How a run has a tool called: within its time limits, and what the server tells in the meantime is told to its stream. */
export class RunCallOptions implements CallOptions {
  static {
    keepShape(new RunCallOptions({ server: "", tool: "" }, undefined));
  }

  readonly config: LangGraphRunnableConfig | undefined;
  readonly signal: AbortSignal | undefined;
  readonly callTimeoutMs: number | undefined;
  readonly maxCallTimeoutMs: number | undefined;
  readonly onProgress: CallOptions["onProgress"];
  readonly onLog: CallOptions["onLog"];

  /**
   * @param from - the names that events have
   * @param config - that of the run; a call by hand may have none
   */
  constructor(from: ToolNames, config: LangGraphRunnableConfig | undefined) {
    this.config = config;
    this.signal = config?.signal;
    this.callTimeoutMs = numberIn(config?.configurable?.callTimeoutMs);
    this.maxCallTimeoutMs = numberIn(config?.configurable?.maxCallTimeoutMs);
    if (config === undefined) return;
    const emit = (type: McpStreamEvent["type"], event: object) =>
      writerOf(config)?.({ type, ...from, ...event });
    this.onProgress = (progress) => emit("mcp_progress", progress);
    this.onLog = (log) => emit("mcp_log", log);
  }
}

/** Where a run has what is written to its stream. Source: LangGraph, `getWriter`, which would load all of it. */
function writerOf({ writer, configurable }: LangGraphRunnableConfig): LangGraphRunnableConfig["writer"] {
  return writer ?? configurable?.writer;
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
