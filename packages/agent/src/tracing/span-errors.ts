import { McpTeamError } from "@mcp-team/transports";
import { type Span, SpanStatusCode } from "@opentelemetry/api";
import { rootCause } from "../team/root-cause.js";

/** What kind of error it is, in a word that does not vary: the code of ours, the class of others. */
export function errorType(error: unknown): string {
  const root = rootCause(error);
  if (McpTeamError.isInstance(root)) return root.code;
  return root instanceof Error ? root.constructor.name : "_OTHER";
}

/** Marks a span as failed. */
export function failSpan(span: Span, type: string, message?: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) });
}
