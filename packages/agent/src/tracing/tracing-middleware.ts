import { AIMessage, ToolMessage } from "@langchain/core/messages";
import { isGraphBubbleUp } from "@langchain/langgraph";
import { type Attributes, context, trace } from "@opentelemetry/api";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { McpTool } from "../toolset/mcp-tool.js";
import { capturesContent } from "./captured-content.js";
import { errorType, failSpan } from "./span-errors.js";
import { instruments, isObserved, tracer } from "./telemetry.js";
import { startTimer } from "./timer.js";
import { withToolCall } from "./trace-context.js";
import { traceModelCall } from "./trace-model-call.js";

/**
 * Makes a span of each call of the model and of each execution of a tool, and measures them.
 *
 * Source: OpenTelemetry semantic conventions for generative AI, inference and execute tool
 */
export function tracingMiddleware(): AgentMiddleware {
  return createMiddleware({
    name: "Tracing",
    async wrapModelCall(request, handler) {
      const asked = {
        model: request.model,
        messages: request.messages,
        conversation: request.runtime.configurable?.thread_id,
      };
      return traceModelCall(asked, () => handler(request), answerIn);
    },
    async wrapToolCall(request, handler) {
      if (!isObserved()) return handler(request);
      const { name, id, args } = request.toolCall;
      const tool = request.tool;
      const common: Attributes = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": name,
        "gen_ai.tool.type": tool instanceof McpTool ? "extension" : "function",
      };
      const span = tracer().startSpan(`execute_tool ${name}`, {
        attributes: { ...common, ...(id !== undefined && { "gen_ai.tool.call.id": id }) },
      });
      const captures = span.isRecording() && capturesContent();
      if (captures) span.setAttribute("gen_ai.tool.call.arguments", JSON.stringify(args));
      const call =
        tool instanceof McpTool
          ? { span, server: tool.connection.name, tool: tool.definition.name }
          : undefined;
      const seconds = startTimer();
      let failed: Attributes = {};
      try {
        const active = withToolCall(trace.setSpan(context.active(), span), call);
        const result = await context.with(active, () => handler(request));
        if (captures && ToolMessage.isInstance(result))
          span.setAttribute("gen_ai.tool.call.result", result.text);
        return result;
      } catch (error) {
        // An interrupt is no failure: somebody is asked, and the run goes on.
        if (!isGraphBubbleUp(error)) {
          failed = { "error.type": errorType(error) };
          failSpan(span, errorType(error), (error as Error).message);
        }
        throw error;
      } finally {
        span.end();
        instruments().toolCall.record(seconds(), { ...common, ...failed });
      }
    },
  });
}

/** With a structured response, the model's answer is among the messages of the result. */
function answerIn(result: unknown): AIMessage | undefined {
  if (AIMessage.isInstance(result)) return result;
  const { messages } = (result ?? {}) as { messages?: unknown };
  return Array.isArray(messages) ? messages.find((message) => AIMessage.isInstance(message)) : undefined;
}
