import {
  type CallToolResult,
  type JsonSchemaValidator,
  ProtocolError,
  ProtocolErrorCode,
  type Tool,
} from "@modelcontextprotocol/client";
import { WatchedValidator } from "./watched-validator.js";

/** Throws when the structured content of a result is missing or not what the tool's schema says. */
export type OutputCheck = (result: CallToolResult) => void;

/** Each tool's check, which is compiled for its first call. */
const checks = new WeakMap<Tool, OutputCheck>();

/**
 * Checks the results of a tool as the SDK's client does, with the same validator and in the same words.
 *
 * @returns nothing for a tool without a schema of its results
 * @throws ProtocolError when there is a schema, and it is not one
 */
export function outputCheck(tool: Tool): OutputCheck | undefined {
  if (tool.outputSchema === undefined) return undefined;
  const known = checks.get(tool);
  if (known) return known;
  const validator = compile(tool, tool.outputSchema);
  const check: OutputCheck = (result) => {
    if (result.isError) return;
    if (result.structuredContent === undefined) {
      const message = `Tool ${tool.name} has an output schema but did not return structured content`;
      throw new ProtocolError(ProtocolErrorCode.InvalidRequest, message);
    }
    const problem = problemOf(validator, result.structuredContent);
    if (problem !== undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, problem);
  };
  checks.set(tool, check);
  return check;
}

function compile({ name }: Tool, schema: NonNullable<Tool["outputSchema"]>): JsonSchemaValidator<unknown> {
  try {
    // One of its own: an engine takes a schema for another one that has the same `$id`, and forgets none.
    return new WatchedValidator().getValidator(schema);
  } catch (error) {
    const message = `Tool '${name}' has an invalid outputSchema: ${(error as Error).message.slice(0, 200)}`;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
  }
}

function problemOf(validate: JsonSchemaValidator<unknown>, content: unknown): string | undefined {
  try {
    const checked = validate(content);
    if (checked.valid) return undefined;
    return `Structured content does not match the tool's output schema: ${checked.errorMessage}`;
  } catch (error) {
    return `Failed to validate structured content: ${(error as Error).message}`;
  }
}
