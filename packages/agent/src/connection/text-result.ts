import type { CallToolResult, TextContent } from "@modelcontextprotocol/client";

/**
 * Whether a result is one that any schema of MCP takes as it is: texts, and what programs read beside them, with nothing
 * else in it. Most results are, and checking that costs a fraction of what the SDK's schemas do, which copy the result, too.
 * What is not so simple may be right all the same: the schemas are asked.
 *
 * @param result - as it was read from JSON
 */
export function isTextResult(result: unknown): result is CallToolResult {
  if (!isObject(result)) return false;
  for (const key in result) {
    switch (key) {
      case "content":
        break;
      case "isError":
        if (typeof result.isError !== "boolean") return false;
        break;
      case "structuredContent":
        if (!isObject(result.structuredContent) || Object.hasOwn(result.structuredContent, "__proto__"))
          return false;
        break;
      default:
        return false;
    }
  }
  return Array.isArray(result.content) && result.content.every(isPlainText);
}

/** Whether a block is a text, of which the server says nothing else. */
export function isPlainText(block: unknown): block is TextContent {
  if (!isObject(block) || block.type !== "text" || typeof block.text !== "string") return false;
  for (const key in block) if (key !== "type" && key !== "text") return false;
  return true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
