import type { CallToolResult } from "@modelcontextprotocol/client";
import { type StandardBlock, toStandardBlocks } from "./content-blocks.js";

/** A tool's result as LangChain has it: what the model reads, and what programs read. */
export type ToolResult = [content: string | StandardBlock[], artifact: unknown];

/** Marks a message whose content is standard content blocks, so that each provider converts them to its own. */
export const standardContent = { response_metadata: { output_version: "v1" } } as const;

/**
 * Text alone becomes a string, as every model takes it. `structuredContent` becomes the artifact, and the text too when
 * the server sent no text. There is always a text: some providers pass nothing else on.
 */
export function toToolResult({ content, structuredContent }: CallToolResult): ToolResult {
  const blocks = toStandardBlocks(content);
  if (!blocks.some(({ type }) => type === "text")) {
    blocks.push({
      type: "text",
      text: structuredContent === undefined ? describe(content) : JSON.stringify(structuredContent),
    });
  }
  const [only] = blocks;
  return [blocks.length === 1 && only?.type === "text" ? only.text : blocks, structuredContent];
}

/** Tells a model that gets only text what else there was. */
function describe(content: CallToolResult["content"]): string {
  if (content.length === 0) return "The tool gave no content.";
  return `The tool gave: ${content.map((block) => ("mimeType" in block ? block.mimeType : block.type)).join(", ")}.`;
}

/** What a result says in words. */
export function textOf({ content }: CallToolResult): string {
  return content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
}
