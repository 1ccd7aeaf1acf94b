import type { ToolMessage } from "@langchain/core/messages";
import { McpTeamError, ToolError } from "@mcp-team/transports";
import { ToolInvocationError } from "langchain";
import { rootCause } from "./root-cause.js";

/** Tells the model what went wrong with a call, and whether it may have had an effect. */
export function describeFailure(tool: string, error: unknown): ToolMessage["content"] {
  const root = rootCause(error);
  if (ToolInvocationError.isInstance(root)) {
    return `Tool "${tool}" was not called: its arguments do not match its schema. ${root.toolError.message}`;
  }
  if (ToolError.isInstance(root)) {
    const [only] = root.content;
    if (root.content.length > 1 || !isText(only))
      return (root.content.length > 0 ? root.content : root.message) as string;
    return only.text;
  }
  if (McpTeamError.isInstance(root)) return [root.message, root.hint].filter(Boolean).join("\n");
  return `Tool "${tool}" failed: ${root instanceof Error ? root.message : String(root)}`;
}

/** What programs find in the message of a call that failed. */
export interface FailureFacts {
  readonly artifact?: unknown;
  readonly metadata?: Record<string, unknown>;
}

/** What a tool that reported an error gave besides its content. */
export function failureFacts(error: unknown): FailureFacts {
  const root = rootCause(error);
  if (!ToolError.isInstance(root)) return {};
  const { artifact, metadata } = root;
  return { ...(artifact !== undefined && { artifact }), ...(metadata && { metadata: { ...metadata } }) };
}

/** How many tools the model is told of when it asks for one that is not there. */
const maxListed = 50;

/** Tells the model which tools there are instead. */
export function describeMissingTool(tool: string, names: readonly string[]): string {
  const rest = names.length > maxListed ? ` and ${names.length - maxListed} more` : "";
  const listed = names.slice(0, maxListed).join(", ") + rest;
  return `There is no tool "${tool}", or not any more. ${listed ? `The tools are: ${listed}.` : "There are no tools now."}`;
}

function isText(block: unknown): block is { type: "text"; text: string } {
  return typeof block === "object" && block !== null && "type" in block && block.type === "text";
}
