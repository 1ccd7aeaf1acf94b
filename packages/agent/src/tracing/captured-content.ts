import type { BaseMessage } from "@langchain/core/messages";

/**
 * Whether spans hold what people, models and tools said. Off unless the variable that OpenTelemetry's instrumentations of
 * generative AI share is `true`: it may be secret, and it is long.
 */
export function capturesContent(): boolean {
  return process.env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT?.toLowerCase() === "true";
}

/** Messages as the conventions have them: `[{ role, parts }]`, as JSON. */
export function capturedMessages(messages: readonly BaseMessage[]): string {
  return JSON.stringify(
    messages.map((message) => ({
      role: roles[message.type] ?? message.type,
      parts: [
        ...(message.text ? [{ type: "text", content: message.text }] : []),
        ...toolCallsOf(message).map(({ id, name, args }) => ({
          type: "tool_call",
          id,
          name,
          arguments: args,
        })),
      ],
    })),
  );
}

const roles: Readonly<Record<string, string>> = { human: "user", ai: "assistant" };

interface CalledTool {
  readonly id?: string;
  readonly name: string;
  readonly args: unknown;
}

function toolCallsOf(message: BaseMessage): readonly CalledTool[] {
  return "tool_calls" in message && Array.isArray(message.tool_calls) ? message.tool_calls : [];
}
