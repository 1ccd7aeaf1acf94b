import type { StructuredToolInterface } from "@langchain/core/tools";
import { toJsonSchema } from "@langchain/core/utils/json_schema";
import { McpTool } from "../toolset/mcp-tool.js";

/** What is known of a tool, in words. */
export interface ToolText {
  readonly name: string;
  readonly description: string;
  /** The names, descriptions and possible values of its parameters. */
  readonly parameters: string;
  /** The server that it comes from; empty for local tools. */
  readonly server: string;
}

/** Says in words what a tool is. */
export function describeTool(tool: StructuredToolInterface): ToolText {
  const { name, description } = tool;
  const texts = [description];
  if (tool instanceof McpTool && tool.definition.title) texts.push(tool.definition.title);
  return {
    name,
    description: texts.join("\n"),
    parameters: parametersOf(toJsonSchema(tool.schema)).join("\n"),
    server: tool instanceof McpTool ? tool.connection.name : "",
  };
}

/** How deep into the parameters: what is below is seldom what a tool is looked for by, and schemas may be recursive. */
const maxDepth = 4;

function parametersOf(schema: unknown, depth = 0): string[] {
  if (typeof schema !== "object" || schema === null || depth > maxDepth) return [];
  if (Array.isArray(schema)) return schema.flatMap((part) => parametersOf(part, depth));
  const { properties, items, anyOf, oneOf, allOf, description } = schema as Record<string, unknown>;
  const { enum: values } = schema as { enum?: unknown };
  return [
    ...(typeof description === "string" ? [description] : []),
    ...(Array.isArray(values) ? values.filter((value) => typeof value === "string") : []),
    ...Object.entries(properties ?? {}).flatMap(([name, part]) => [name, ...parametersOf(part, depth + 1)]),
    ...[items, anyOf, oneOf, allOf].flatMap((part) => parametersOf(part, depth + 1)),
  ];
}
