import type { CallToolResult } from "@modelcontextprotocol/client";
import { type StandardBlock, toStandardBlocks } from "./content-blocks.js";

/** A tool's result as LangChain has it: what the model reads, and what programs read. */
export type ToolResult = [content: string | StandardBlock[], artifact: unknown];

/**
 * Text alone becomes a string, as every model takes it. `structuredContent` becomes the artifact, and the text too when
 * the server sent no text.
 */
export function toToolResult({ content, structuredContent }: CallToolResult): ToolResult {
  const blocks = toStandardBlocks(content);
  if (structuredContent !== undefined && !blocks.some((block) => block.type === "text")) {
    blocks.push({ type: "text", text: JSON.stringify(structuredContent) });
  }
  const [only] = blocks;
  if (only === undefined) return ["(The tool gave no content.)", structuredContent];
  return [blocks.length === 1 && only.type === "text" ? only.text : blocks, structuredContent];
}

/** What a result says in words. */
export function textOf({ content }: CallToolResult): string {
  return content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
}
