import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  type Tool,
} from "@modelcontextprotocol/client";
import { ArgumentChecker } from "../toolset/arguments/argument-check.js";

/**
 * Checks what a tool gave against its own schema, as the SDK does for calls that are no tasks.
 *
 * @throws ProtocolError when it does not fit
 */
export function checkOutput({ name, outputSchema }: Tool, result: CallToolResult): CallToolResult {
  if (outputSchema === undefined || result.isError) return result;
  if (result.structuredContent === undefined) {
    const message = `Tool ${name} has an output schema but did not return structured content`;
    throw new ProtocolError(ProtocolErrorCode.InvalidRequest, message);
  }
  const problems = new ArgumentChecker(outputSchema).problemsOf(result.structuredContent);
  if (problems === undefined) return result;
  const message = `Structured content does not match the tool's output schema: ${problems}`;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
