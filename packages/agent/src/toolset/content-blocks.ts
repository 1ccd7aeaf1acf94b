import type { ContentBlock as LangChainBlock } from "@langchain/core/messages";
import type { ContentBlock } from "@modelcontextprotocol/client";

/** A LangChain standard content block that MCP content can become. */
export type StandardBlock = LangChainBlock.Text | LangChainBlock.Multimodal.Standard;

/** MCP content as LangChain standard content blocks, one for one. */
export function toStandardBlocks(content: readonly ContentBlock[]): StandardBlock[] {
  return content.map(toStandardBlock);
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
      return embeddedResource(block.resource);
    case "resource_link": {
      const { uri, name, description, mimeType } = block;
      const facts = [mimeType, description].filter(Boolean).join(", ");
      return { type: "text", text: `Resource "${name}": ${uri}${facts && ` (${facts})`}` };
    }
  }
}

type EmbeddedResource = Extract<ContentBlock, { type: "resource" }>["resource"];

/** A text stays readable for every model; what is binary keeps its type. */
function embeddedResource(resource: EmbeddedResource): StandardBlock {
  if ("text" in resource) return { type: "text", text: resource.text };
  const { blob: data, mimeType = "application/octet-stream", uri } = resource;
  const metadata = { uri };
  if (mimeType.startsWith("image/")) return { type: "image", mimeType, data, metadata };
  if (mimeType.startsWith("audio/")) return { type: "audio", mimeType, data, metadata };
  return {
    type: "file",
    mimeType,
    data,
    metadata: { ...metadata, filename: uri.split("/").at(-1) || "file" },
  };
}
