import type { Annotations, ContentBlock, ResourceLink } from "@modelcontextprotocol/client";

/** What a server said of one of the blocks of a message, where LangChain's blocks have no place for it. */
export interface McpBlockFacts {
  /** Which block of the message: 0 is the first. */
  readonly block: number;
  /** Who it is for, how important it is, when it was last modified. */
  readonly annotations?: Annotations;
  readonly _meta?: Readonly<Record<string, unknown>>;
  /** The link that the block was made of. */
  readonly link?: ResourceLink;
  /** The address of the embedded resource that the block was made of, and what was said of it. */
  readonly resource?: { readonly uri: string; readonly mimeType?: string; readonly _meta?: unknown };
}

/** The facts of those blocks that have some. */
export function blockFacts(content: readonly ContentBlock[]): McpBlockFacts[] {
  return content.flatMap((block, index) => {
    const facts = factsOf(block);
    return Object.keys(facts).length > 0 ? [{ block: index, ...facts }] : [];
  });
}

function factsOf(block: ContentBlock): Omit<McpBlockFacts, "block"> {
  const { annotations, _meta } = block;
  const common = { ...(annotations && { annotations }), ...(_meta && { _meta }) };
  if (block.type === "resource_link") return { ...common, link: block };
  if (block.type !== "resource") return common;
  const { uri, mimeType, _meta: meta } = block.resource;
  return { ...common, resource: { uri, ...(mimeType && { mimeType }), ...(meta && { _meta: meta }) } };
}
