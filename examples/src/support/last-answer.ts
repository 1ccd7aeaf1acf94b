import type { ScriptedRequest } from "@mcp-team/testing";

/** What a model answered last, in a conversation of several: tool calls are no answer. */
export function lastAnswer({ messages }: ScriptedRequest): string | undefined {
  const answer = messages.findLast(
    ({ role, tool_calls = [] }) => role === "assistant" && tool_calls.length === 0,
  );
  return typeof answer?.content === "string" ? answer.content : undefined;
}
