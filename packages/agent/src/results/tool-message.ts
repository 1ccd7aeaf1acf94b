import { ToolMessage } from "@langchain/core/messages";
import type { StandardBlock } from "./content-blocks.js";
import { standardContent } from "./standard-content.js";
import type { ResultFacts } from "./tool-result.js";

/** What `message.metadata.mcp` of a tool's message holds: where it comes from, and all that its content has no place for. */
export interface McpMessageFacts extends ResultFacts {
  readonly server: string;
  /** The name that the server gave the tool. */
  readonly name: string;
}

/** What an answer to a call of the model is made of. */
export interface ToolMessageFields {
  readonly toolCallId: string;
  /** The tool's name, as the model knows it. */
  readonly name: string;
  readonly content: string | readonly StandardBlock[];
  readonly artifact?: unknown;
  readonly metadata?: Record<string, unknown>;
  /** @default "success" */
  readonly status?: "success" | "error";
}

/** A message whose blocks every provider knows for standard ones. */
export function toToolMessage({
  toolCallId,
  name,
  content,
  artifact,
  metadata,
  status = "success",
}: ToolMessageFields): ToolMessage {
  return new ToolMessage({
    content: content as string,
    artifact,
    name,
    tool_call_id: toolCallId,
    status,
    ...(metadata && { metadata }),
    ...standardContent,
  });
}
