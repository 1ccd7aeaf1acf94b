import { AIMessage, ToolMessage } from "@langchain/core/messages";
import { isGraphBubbleUp } from "@langchain/langgraph";
import { type Attributes, context, SpanKind, trace } from "@opentelemetry/api";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { McpTool } from "../toolset/mcp-tool.js";
import { capturedMessages, capturesContent } from "./captured-content.js";
import { answerFacts, modelFacts } from "./model-facts.js";
import { errorType, failSpan } from "./span-errors.js";
import { instruments, isObserved, tracer } from "./telemetry.js";
import { startTimer } from "./timer.js";
import { usageOf, withToolCall } from "./trace-context.js";

/**
 * Makes a span of each call of the model and of each execution of a tool, and measures them.
 *
 * Source: OpenTelemetry semantic conventions for generative AI, inference and execute tool
 */
export function tracingMiddleware(): AgentMiddleware {
  return createMiddleware({
    name: "Tracing",
    async wrapModelCall(request, handler) {
      if (!isObserved()) return handler(request);
      const { model, attributes, details } = modelFacts(request.model);
      const common = { "gen_ai.operation.name": "chat", ...attributes };
      const span = tracer().startSpan(model === undefined ? "chat" : `chat ${model}`, {
        kind: SpanKind.CLIENT,
        attributes: { ...common, ...details, ...conversation(request.runtime.configurable) },
      });
      if (span.isRecording() && capturesContent())
        span.setAttribute("gen_ai.input.messages", capturedMessages(request.messages));
      const seconds = startTimer();
      let failed: Attributes = {};
      try {
        const result = await context.with(trace.setSpan(context.active(), span), () => handler(request));
        const answer = answerIn(result);
        if (answer) {
          span.setAttributes(answerFacts(answer));
          if (span.isRecording() && capturesContent())
            span.setAttribute("gen_ai.output.messages", capturedMessages([answer]));
          countTokens(answer, common);
        }
        return result;
      } catch (error) {
        failed = { "error.type": errorType(error) };
        failSpan(span, errorType(error), (error as Error).message);
        throw error;
      } finally {
        span.end();
        instruments().modelCall.record(seconds(), { ...common, ...failed });
      }
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

function conversation(configurable: { readonly thread_id?: unknown } | undefined): Attributes {
  const { thread_id } = configurable ?? {};
  return typeof thread_id === "string" ? { "gen_ai.conversation.id": thread_id } : {};
}

/** With a structured response, the model's answer is among the messages of the result. */
function answerIn(result: unknown): AIMessage | undefined {
  if (AIMessage.isInstance(result)) return result;
  const { messages } = (result ?? {}) as { messages?: unknown };
  return Array.isArray(messages) ? messages.find((message) => AIMessage.isInstance(message)) : undefined;
}

function countTokens({ usage_metadata, response_metadata }: AIMessage, common: Attributes): void {
  if (!usage_metadata) return;
  const { input_tokens: input, output_tokens: output } = usage_metadata;
  const usage = usageOf(context.active());
  if (usage) {
    usage.input += input;
    usage.output += output;
  }
  const { model_name } = response_metadata as { model_name?: unknown };
  const attributes = {
    ...common,
    ...(typeof model_name === "string" && { "gen_ai.response.model": model_name }),
  };
  instruments().tokens.record(input, { ...attributes, "gen_ai.token.type": "input" });
  instruments().tokens.record(output, { ...attributes, "gen_ai.token.type": "output" });
}
