import type { StructuredToolInterface } from "@langchain/core/tools";
import { type JSONSchema, toJsonSchema, Validator } from "@langchain/core/utils/json_schema";
import { interopSafeParse, isInteropZodSchema } from "@langchain/core/utils/types";
import { McpTool } from "../toolset/mcp-tool.js";

/** The JSON Schema of a tool's arguments. */
export function argumentsSchema({ schema }: StructuredToolInterface): Readonly<Record<string, unknown>> {
  return toJsonSchema(schema as JSONSchema) as Readonly<Record<string, unknown>>;
}

/** @returns what keeps arguments from being those of a tool, as sentences */
export function argumentProblems(tool: StructuredToolInterface, args: unknown): string[] {
  // As each call is checked: by the schema that the server gave.
  if (tool instanceof McpTool) return [tool.problemsOf(args) ?? []].flat();
  const { schema } = tool;
  if (isInteropZodSchema(schema)) {
    const { success, error } = interopSafeParse(schema, args);
    return success ? [] : (error as ZodIssues).issues.map(({ path, message }) => at(path.join("."), message));
  }
  const { errors } = new Validator(schema as object, "2020-12", false).validate(args);
  // The first errors only say that what is inside does not fit.
  const leaves = errors.filter(({ keyword }) => keyword !== "properties" && keyword !== "items");
  return leaves.map(({ instanceLocation, error }) => at(instanceLocation.replace(/^#\/?/, ""), error));
}

interface ZodIssues {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

function at(place: string, message: string): string {
  return place === "" ? message : `${place}: ${message}`;
}
