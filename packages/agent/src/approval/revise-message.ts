import { AIMessage } from "@langchain/core/messages";
import type { Judgement } from "./judgement.js";

/**
 * A model's message with other arguments in some of its calls, also where providers keep a second copy of them. It has the id
 * of the first one, and so takes its place.
 *
 * @returns nothing when nothing was edited
 */
export function reviseMessage(message: AIMessage, edited: readonly Judgement[]): AIMessage[] {
  if (edited.length === 0) return [];
  const { tool_calls: _, ...additional_kwargs } = message.additional_kwargs;
  const argsOf = (id: unknown) => edited.find((call) => call.id === id)?.args;
  const content = Array.isArray(message.content)
    ? message.content.map((block) => reviseBlock(block, "id" in block ? argsOf(block.id) : undefined))
    : message.content;
  const tool_calls = message.tool_calls?.map((call) => ({ ...call, args: argsOf(call.id) ?? call.args }));
  return [new AIMessage({ ...message.lc_kwargs, id: message.id, additional_kwargs, content, tool_calls })];
}

type Block = Exclude<AIMessage["content"], string>[number];

/** Source: Anthropic (`tool_use`) and LangChain (`tool_call`), which have calls among the blocks of the content. */
function reviseBlock(block: Block, args: Judgement["args"] | undefined): Block {
  if (args === undefined) return block;
  if (block.type === "tool_use") return { ...block, input: args } as Block;
  return block.type === "tool_call" ? ({ ...block, args } as Block) : block;
}
