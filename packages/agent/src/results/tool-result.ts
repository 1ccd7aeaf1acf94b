import { keepShape } from "@mcp-team/transports";
import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/client";
import { isPlainText } from "../connection/text-result.js";
import { blockFacts, type McpBlockFacts } from "./block-facts.js";
import { type StandardBlock, toStandardBlocks } from "./content-blocks.js";

/** What a result says besides its content: for programs, no model sees it. */
export interface ResultFacts {
  readonly _meta?: Readonly<Record<string, unknown>>;
  /** What the server said of single blocks. */
  readonly blocks?: readonly McpBlockFacts[];
  /** What is for the user alone: content whose `audience` leaves the assistant out. */
  readonly userContent?: readonly StandardBlock[];
}

/** A tool's result as LangChain has it. */
export class ToolResult {
  static {
    keepShape(new ToolResult("", undefined, {}));
  }

  /**
   * @param content - what the model reads
   * @param artifact - `structuredContent`, for programs
   */
  constructor(
    readonly content: string | StandardBlock[],
    readonly artifact: unknown,
    readonly facts: ResultFacts,
  ) {}
}

/**
 * Text alone becomes a string, as every model takes it. `structuredContent` becomes the artifact, and the text too when
 * the server sent no text. There is always a text: some providers pass nothing else on.
 */
export function toToolResult({ content, structuredContent, _meta }: CallToolResult): ToolResult {
  const [first] = content;
  // Most results are one text.
  if (content.length === 1 && isPlainText(first))
    return new ToolResult(first.text, structuredContent, _meta ? { _meta } : {});
  const [forModel, forUser] = byAudience(content);
  const blocks = toStandardBlocks(forModel);
  if (!blocks.some(({ type }) => type === "text")) {
    const text =
      structuredContent === undefined ? describe(forModel, forUser) : JSON.stringify(structuredContent);
    blocks.push({ type: "text", text });
  }
  const [only] = blocks;
  const facts = blockFacts(forModel);
  const text = blocks.length === 1 && only?.type === "text" ? String(only.text) : undefined;
  return new ToolResult(text ?? blocks, structuredContent, {
    ...(_meta && { _meta }),
    ...(facts.length > 0 && { blocks: facts }),
    ...(forUser.length > 0 && { userContent: toStandardBlocks(forUser) }),
  });
}

/**
 * What the model gets, and what is for the user alone.
 *
 * Source: MCP specification, annotations: `audience` says who content is intended for.
 */
function byAudience(content: readonly ContentBlock[]): [forModel: ContentBlock[], forUser: ContentBlock[]] {
  const isForUser = ({ annotations }: ContentBlock) =>
    annotations?.audience !== undefined &&
    annotations.audience.length > 0 &&
    !annotations.audience.includes("assistant");
  return [content.filter((block) => !isForUser(block)), content.filter(isForUser)];
}

/** Tells a model that gets only text what else there was. */
function describe(forModel: readonly ContentBlock[], forUser: readonly ContentBlock[]): string {
  if (forModel.length > 0) return `The tool gave: ${kindsOf(forModel)}.`;
  if (forUser.length > 0) return `The tool gave content that only the user sees: ${kindsOf(forUser)}.`;
  return "The tool gave no content.";
}

function kindsOf(content: readonly ContentBlock[]): string {
  return content.map((block) => ("mimeType" in block ? block.mimeType : block.type)).join(", ");
}

/** What a result says in words. */
export function textOf({ content }: CallToolResult): string {
  return content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
}
