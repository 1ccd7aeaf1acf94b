import type { CallToolResult, Tool } from "@modelcontextprotocol/client";
import { outputCheck } from "./output-check.js";

const result = (structuredContent?: Record<string, unknown>): CallToolResult => ({
  content: [],
  ...(structuredContent && { structuredContent }),
});

/** The check of a tool whose result is a text of a pattern. */
function checkOf(pattern: string) {
  const properties = { text: { type: "string", pattern } };
  const tool: Tool = {
    name: "a",
    inputSchema: { type: "object" },
    outputSchema: { type: "object", properties },
  };
  return outputCheck(tool);
}

describe("the check of a result against the tool's own schema", () => {
  it.each(["^a+$", "(a|b)+"])("takes what fits, and nothing else: %s", (pattern) => {
    const check = checkOf(pattern);
    expect(() => check?.(result({ text: "aaa" }))).not.toThrow();
    expect(() => check?.(result({ text: "ccc" }))).toThrow("data/text must match pattern");
    expect(() => check?.(result())).toThrow("did not return structured content");
  });

  it("is given up where it takes for ever, and made again for the next result", () => {
    const check = checkOf("^(a+)+$");
    const start = process.cpuUsage();
    expect(() => check?.(result({ text: `${"a".repeat(60)}!` }))).not.toThrow();
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(1_000);
    expect(() => check?.(result({ text: "b" }))).toThrow("data/text must match pattern");
  });
});
