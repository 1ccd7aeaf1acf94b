import type { SamplingMessage } from "@modelcontextprotocol/client";
import type { SamplingParams } from "./sampling-options.js";

/**
 * Says what is wrong with a request that has the right form, or nothing.
 *
 * Source: MCP specification 2025-11-25, Sampling, Message Content Constraints.
 */
export function problemWithRequest(
  { messages, maxTokens }: SamplingParams,
  limit: number,
): string | undefined {
  if (messages.length === 0) return "There are no messages.";
  if (maxTokens < 1) return `maxTokens must be at least 1, not ${maxTokens}.`;
  if (maxTokens > limit) return `maxTokens is ${maxTokens}, and at most ${limit} can be had: ask for fewer.`;
  for (const [index, message] of messages.entries()) {
    const problem = problemWithMessage(message) ?? problemWithResults(messages[index - 1], message);
    if (problem !== undefined) return `messages[${index}]: ${problem}`;
  }
  if (idsOf(messages.at(-1), "tool_use").length > 0) return "Tool result missing in request.";
  return undefined;
}

type Block = Exclude<SamplingMessage["content"], readonly unknown[]>;

/** The content of a message as a list, whichever way it was written. */
export function blocksOf({ content }: SamplingMessage): readonly Block[] {
  return Array.isArray(content) ? content : [content];
}

function problemWithMessage(message: SamplingMessage): string | undefined {
  const types = blocksOf(message).map(({ type }) => type);
  if (message.role === "assistant") {
    return types.includes("tool_result") ? "Tool results are of the user, not of the assistant." : undefined;
  }
  if (types.includes("tool_use")) return "Tool uses are of the assistant, not of the user.";
  const mixed = types.includes("tool_result") && types.some((type) => type !== "tool_result");
  return mixed ? "Tool results mixed with other content." : undefined;
}

/** Every use of a tool has its result in the very next message, and no result is without its use. */
function problemWithResults(
  before: SamplingMessage | undefined,
  message: SamplingMessage,
): string | undefined {
  const used = idsOf(before, "tool_use");
  const answered = idsOf(message, "tool_result");
  if (used.some((id) => !answered.includes(id))) return "Tool result missing in request.";
  if (answered.some((id) => !used.includes(id)))
    return "A tool result belongs to no use of a tool before it.";
  return undefined;
}

function idsOf(message: SamplingMessage | undefined, type: "tool_use" | "tool_result"): string[] {
  return (message ? blocksOf(message) : []).flatMap((block) => {
    if (block.type === "tool_use" && type === "tool_use") return [block.id];
    return block.type === "tool_result" && type === "tool_result" ? [block.toolUseId] : [];
  });
}
