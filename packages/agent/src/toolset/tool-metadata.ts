import type { Tool } from "@modelcontextprotocol/client";

/** What a server said of a tool, exactly as it said it: `tool.metadata.mcp`. */
export interface McpToolMetadata {
  readonly server: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema: Tool["inputSchema"];
  readonly outputSchema?: Tool["outputSchema"];
  readonly annotations?: Tool["annotations"];
  readonly _meta?: Tool["_meta"];
}

/** Picks what {@link McpToolMetadata} holds out of a tool's definition. */
export function toolMetadata(server: string, tool: Tool): McpToolMetadata {
  const { name, title, description, inputSchema, outputSchema, annotations, _meta } = tool;
  return {
    server,
    name,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    inputSchema,
    ...(outputSchema && { outputSchema }),
    ...(annotations && { annotations }),
    ...(_meta && { _meta }),
  };
}
