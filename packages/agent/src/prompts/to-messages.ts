import { AIMessage, type BaseMessage, HumanMessage } from "@langchain/core/messages";
import type { GetPromptResult } from "@modelcontextprotocol/client";
import { blockFacts } from "../results/block-facts.js";
import { toStandardBlocks } from "../results/content-blocks.js";
import { standardContent } from "../results/standard-content.js";

/** Where a message comes from. */
export interface PromptOrigin {
  readonly server: string;
  readonly prompt: string;
}

/**
 * The messages of a prompt as LangChain has them, ready to be asked. Where they come from, and what LangChain's blocks have
 * no place for, is in `additional_kwargs.mcp`.
 */
export function toMessages(
  { messages, description, _meta }: GetPromptResult,
  origin: PromptOrigin,
): BaseMessage[] {
  return messages.map(({ role, content }) => {
    const [block] = toStandardBlocks([content]);
    const blocks = blockFacts([content]);
    const mcp = {
      ...origin,
      ...(description && { description }),
      ...(_meta && { _meta }),
      ...(blocks.length > 0 && { blocks }),
    };
    const fields =
      block?.type === "text"
        ? { content: String(block.text), additional_kwargs: { mcp } }
        : { content: [block] as unknown as string, additional_kwargs: { mcp }, ...standardContent };
    return role === "user" ? new HumanMessage(fields) : new AIMessage(fields);
  });
}
