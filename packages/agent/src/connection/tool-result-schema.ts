import type { StandardSchemaV1 } from "@modelcontextprotocol/client";

/** What answers to `tools/call` have in place of a result. Source: MCP specification 2025-11-25 and 2026-07-28. */
const inPlaceOfContent = ["structuredContent", "task", "inputRequests", "requestState"] as const;

/**
 * What is wrong with the result of a tool that says nothing at all: the SDK takes one without `content` for one that is
 * empty, so that a call whose answer is none would count as a success.
 *
 * Source: MCP specification, CallToolResult: `content` is required. What is in `structuredContent` alone is not lost, so it
 * is let pass.
 */
export function missingContent(result: unknown): string | undefined {
  if (typeof result !== "object" || result === null) return undefined;
  const has = (key: string) => (result as Record<string, unknown>)[key] !== undefined;
  if (has("content") || inPlaceOfContent.some(has)) return undefined;
  return `it has no content, only ${JSON.stringify(Object.keys(result))}`;
}

/** The schema of a tool's result, which takes none without content. @param schema - the SDK's */
export function withContent<T>(schema: StandardSchemaV1<unknown, T>): StandardSchemaV1<unknown, T> {
  const validate = (result: unknown) => {
    const problem = missingContent(result);
    return problem === undefined ? schema["~standard"].validate(result) : { issues: [{ message: problem }] };
  };
  return { "~standard": { version: 1, vendor: "mcp-team", validate } };
}
