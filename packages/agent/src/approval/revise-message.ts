import { AIMessage, type ToolCall } from "@langchain/core/messages";
import type { Judgement } from "./judgement.js";

/** What becomes of the calls of a message. */
type Revisions = ReadonlyMap<ToolCall, Pick<Judgement, "id" | "args">>;

/**
 * A model's message with other ids and arguments in some of its calls, also where providers keep a second copy of them. It has the id
 * of the first one, and so takes its place.
 *
 * @returns nothing when all calls stay as they are
 */
export function reviseMessage(message: AIMessage, revisions: Revisions): AIMessage[] {
  if ([...revisions].every(isAsItWas)) return [];
  const calls = message.tool_calls ?? [];
  const { tool_calls: _, ...additional_kwargs } = message.additional_kwargs;
  const content = Array.isArray(message.content)
    ? reviseBlocks(message.content, calls, revisions)
    : message.content;
  const tool_calls = calls.map((call) => {
    const { id = call.id, args = call.args } = revisions.get(call) ?? {};
    return { ...call, id, args };
  });
  return [new AIMessage({ ...message.lc_kwargs, id: message.id, additional_kwargs, content, tool_calls })];
}

function isAsItWas([call, { id, args }]: [ToolCall, Pick<Judgement, "id" | "args">]): boolean {
  return call.id === id && JSON.stringify(call.args) === JSON.stringify(args);
}

type Block = Exclude<AIMessage["content"], string>[number];

/**
 * Where several calls have one id, blocks and calls are in the same order.
 *
 * Source: Anthropic (`tool_use`) and LangChain (`tool_call`), which have calls among the blocks of the content.
 */
function reviseBlocks(blocks: readonly Block[], calls: readonly ToolCall[], revisions: Revisions): Block[] {
  const left = [...calls];
  return blocks.map((block) => {
    if (block.type !== "tool_use" && block.type !== "tool_call") return block;
    const index = left.findIndex(({ id }) => id === block.id);
    const [call] = index < 0 ? [] : left.splice(index, 1);
    const revision = call && revisions.get(call);
    if (revision === undefined) return block;
    const { id, args } = revision;
    return { ...block, id, [block.type === "tool_use" ? "input" : "args"]: args } as Block;
  });
}
