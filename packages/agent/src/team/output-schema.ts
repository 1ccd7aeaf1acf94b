import { toJsonSchema } from "@langchain/core/utils/json_schema";
import { isInteropZodSchema } from "@langchain/core/utils/types";
import type { TeamOptions } from "./team-options.js";

/**
 * The JSON Schema of a team's structured responses.
 *
 * @returns `undefined` when the team has none, when there are several, and when they are no objects: MCP knows no other
 */
export function outputSchemaOf(
  format: TeamOptions["responseFormat"],
): Readonly<Record<string, unknown>> | undefined {
  if (typeof format !== "object" || format === null || Array.isArray(format)) return undefined;
  if (isInteropZodSchema(format)) return ifObject(toJsonSchema(format));
  // A strategy of LangChain holds the schema, as JSON Schema.
  return ifObject("schema" in format ? format.schema : format);
}

function ifObject(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject =
    typeof schema === "object" && schema !== null && "type" in schema && schema.type === "object";
  return isObject ? (schema as Record<string, unknown>) : undefined;
}
