import type { ContentBlock as LangChainBlock } from "@langchain/core/messages";
import type { ContentBlock } from "@modelcontextprotocol/client";

/** A LangChain standard content block that MCP content can become. */
export type StandardBlock = LangChainBlock.Text | LangChainBlock.Multimodal.Standard;

/** MCP content as LangChain standard content blocks, one for one. */
export function toStandardBlocks(content: readonly ContentBlock[]): StandardBlock[] {
  return content.map(toStandardBlock);
}

/** What binary data becomes: what it is decides the block. */
export function dataBlock(
  data: string,
  mimeType: string,
  metadata?: Readonly<Record<string, unknown>>,
): LangChainBlock.Multimodal.Standard {
  const fields = { mimeType, data, ...(metadata && { metadata: { ...metadata } }) };
  if (mimeType.startsWith("image/")) return { type: "image", ...fields };
  if (mimeType.startsWith("audio/")) return { type: "audio", ...fields };
  if (mimeType.startsWith("video/")) return { type: "video", ...fields };
  return { type: "file", ...fields };
}

function toStandardBlock(block: ContentBlock): StandardBlock {
  switch (block.type) {
    case "text":
      return { type: "text", text: block.text };
    case "image":
      return { type: "image", mimeType: block.mimeType, data: block.data };
    case "audio":
      return { type: "audio", mimeType: block.mimeType, data: block.data };
    case "resource":
      return resourceBlock(block.resource);
    case "resource_link": {
      const { uri, name, description, mimeType } = block;
      const facts = [mimeType, description].filter(Boolean).join(", ");
      return { type: "text", text: `Resource "${name}": ${uri}${facts && ` (${facts})`}` };
    }
  }
}

type ResourceContents = Extract<ContentBlock, { type: "resource" }>["resource"];

/** A text stays readable for every model; what is binary keeps its type. */
export function resourceBlock(resource: ResourceContents): StandardBlock {
  if ("text" in resource) return { type: "text", text: resource.text };
  const { blob, mimeType = "application/octet-stream", uri } = resource;
  return dataBlock(blob, mimeType, { uri, filename: uri.split("/").at(-1) || "file" });
}
