import type { ScriptedRequest } from "@mcp-team/testing";

/** What the calls of a tool brought so far: with it, a scripted answer depends on what the servers really said. */
export function resultsOf({ messages }: ScriptedRequest, tool: string): string[] {
  const calls = messages.flatMap(({ tool_calls = [] }) => tool_calls);
  const ids = new Set(calls.filter((call) => call.function.name === tool).map(({ id }) => id));
  return messages
    .filter(({ tool_call_id }) => tool_call_id !== undefined && ids.has(tool_call_id))
    .map(({ content }) =>
      typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join("\n"),
    );
}
