import {
  AIMessage,
  type BaseMessage,
  type ContentBlock,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from "@langchain/core/messages";
import type { SamplingMessage } from "@modelcontextprotocol/client";
import { type StandardBlock, toStandardBlocks } from "../results/content-blocks.js";
import { standardContent } from "../results/standard-content.js";
import { toToolResult } from "../results/tool-result.js";
import { blocksOf } from "./check-request.js";
import type { SamplingParams } from "./sampling-options.js";

type Block = ReturnType<typeof blocksOf>[number];
type Plain = Exclude<Block, { type: "tool_use" | "tool_result" }>;

/**
 * The messages of a request as the model takes them.
 *
 * @param nameOf - the name that the model knows a tool by
 */
export function toMessages(
  { systemPrompt, messages }: SamplingParams,
  nameOf: (tool: string) => string = (tool) => tool,
): BaseMessage[] {
  const system = systemPrompt ? [new SystemMessage(systemPrompt)] : [];
  const toMessage = (message: SamplingMessage) =>
    message.role === "assistant" ? [toAnswer(blocksOf(message), nameOf)] : toInput(blocksOf(message));
  return [...system, ...messages.flatMap(toMessage)];
}

function toInput(blocks: readonly Block[]): BaseMessage[] {
  const results = blocks.filter((block) => block.type === "tool_result");
  if (results.length > 0) {
    return results.map(({ toolUseId, content, structuredContent, isError }) => {
      const { content: shown } = toToolResult({ content, structuredContent });
      const status = isError ? "error" : "success";
      const format = typeof shown === "string" ? {} : standardContent;
      return new ToolMessage({ content: shown, tool_call_id: toolUseId, status, ...format });
    });
  }
  const standard = toStandardBlocks(plain(blocks));
  const text = onlyText(standard);
  return [text === undefined ? new HumanMessage({ contentBlocks: standard }) : new HumanMessage(text)];
}

function toAnswer(blocks: readonly Block[], nameOf: (tool: string) => string): AIMessage {
  const uses = blocks.filter((block) => block.type === "tool_use");
  const calls = uses.map(({ id, name, input }) => ({
    type: "tool_call" as const,
    id,
    name: nameOf(name),
    args: input,
  }));
  const standard = toStandardBlocks(plain(blocks));
  const text = onlyText(standard);
  if (text !== undefined) return new AIMessage({ content: text, tool_calls: calls });
  return new AIMessage({ contentBlocks: [...standard, ...calls] as ContentBlock.Standard[] });
}

function plain(blocks: readonly Block[]): Plain[] {
  return blocks.filter((block): block is Plain => block.type !== "tool_use" && block.type !== "tool_result");
}

/** Text alone is what every model takes. */
function onlyText(blocks: readonly StandardBlock[]): string | undefined {
  const texts = blocks.flatMap((block) => (block.type === "text" ? [block.text as string] : []));
  return texts.length === blocks.length ? texts.join("\n") : undefined;
}
