import type { AIMessage, BaseMessage } from "@langchain/core/messages";
import { type Attributes, context, SpanKind, trace } from "@opentelemetry/api";
import { capturedMessages, capturesContent } from "./captured-content.js";
import { answerFacts, modelFacts } from "./model-facts.js";
import { errorType, failSpan } from "./span-errors.js";
import { instruments, isObserved, tracer } from "./telemetry.js";
import { startTimer } from "./timer.js";
import { usageOf } from "./trace-context.js";

/** What a model is asked. */
export interface ModelCall {
  readonly model: unknown;
  readonly messages: BaseMessage[];
  /** The thread of the run. */
  readonly conversation?: unknown;
}

/**
 * Makes a span of a call of a model, and measures it.
 *
 * Source: OpenTelemetry semantic conventions for generative AI, inference
 *
 * @param answerIn - finds the model's answer in what the call resolves with
 */
export async function traceModelCall<T>(
  { model: asked, messages, conversation }: ModelCall,
  call: () => Promise<T> | T,
  answerIn: (result: T) => AIMessage | undefined,
): Promise<T> {
  if (!isObserved()) return call();
  const { model, attributes, details } = modelFacts(asked);
  const common = { "gen_ai.operation.name": "chat", ...attributes };
  const thread = typeof conversation === "string" ? { "gen_ai.conversation.id": conversation } : {};
  const span = tracer().startSpan(model === undefined ? "chat" : `chat ${model}`, {
    kind: SpanKind.CLIENT,
    attributes: { ...common, ...details, ...thread },
  });
  const captures = span.isRecording() && capturesContent();
  if (captures) span.setAttribute("gen_ai.input.messages", capturedMessages(messages));
  const seconds = startTimer();
  let failed: Attributes = {};
  try {
    const result = await context.with(trace.setSpan(context.active(), span), call);
    const answer = answerIn(result);
    if (answer) {
      span.setAttributes(answerFacts(answer));
      if (captures) span.setAttribute("gen_ai.output.messages", capturedMessages([answer]));
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
