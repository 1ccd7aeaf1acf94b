import { keepShape } from "@mcp-team/transports";
import type { InputRequiredResult, Progress, Tool } from "@modelcontextprotocol/client";
import { context } from "@opentelemetry/api";
import { isObserved } from "../tracing/telemetry.js";
import type { CallOptions, MakeCallOptions } from "./call-options.js";
import { CallTime } from "./call-time.js";
import type { CallInFlight, NotedCall } from "./calls-in-flight.js";
import type { DirectCall } from "./direct-calls.js";
import { limitsOfCall, type ServerLimits } from "./tool-limits.js";

/**
 * One call of a tool. A class, and not an object that is written down where it is made: V8
 * makes such ones old from the start once many of them have lived through a collection, and they keep all that a call has made.
 */
export class ToolCallInFlight implements DirectCall {
  static {
    keepShape(new ToolCallInFlight({}, { name: "" }, {}, {}));
  }

  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly safeToRepeat: boolean;
  readonly signal: AbortSignal | undefined;
  readonly config: CallInFlight["config"];
  readonly traced: CallInFlight["traced"];
  readonly time: CallTime;
  readonly onLog: CallInFlight["onLog"];
  readonly inbox: CallInFlight["inbox"];
  inputRequired?: InputRequiredResult;
  from: CallInFlight["from"];
  noted: NotedCall | undefined;
  readonly #told: CallOptions["onProgress"];

  constructor(
    server: ServerLimits,
    tool: Pick<Tool, "name" | "annotations">,
    args: Readonly<Record<string, unknown>>,
    options: CallOptions & MakeCallOptions,
  ) {
    this.tool = tool.name;
    this.args = args;
    this.safeToRepeat = isSafeToRepeat(tool);
    this.signal = options.signal;
    this.config = options.config;
    this.traced = isObserved() ? context.active() : undefined;
    this.time = new CallTime(limitsOfCall(server, tool.name, options), options.signal);
    this.onLog = options.onLog;
    this.inbox = options.inbox;
    this.from = options.from;
    this.#told = options.onProgress;
  }

  onProgress(progress: Progress): void {
    this.time.restart();
    this.#told?.(progress);
  }

  [Symbol.dispose](): void {
    this.noted?.[Symbol.dispose]();
    this.time[Symbol.dispose]();
  }
}

/** Whether calling a tool a second time can do no harm. Source: MCP specification, tool annotations. */
export function isSafeToRepeat({ annotations }: Pick<Tool, "annotations">): boolean {
  return annotations?.readOnlyHint === true || annotations?.idempotentHint === true;
}
