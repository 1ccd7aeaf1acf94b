import type { CallToolResult, Tool } from "@modelcontextprotocol/client";
import { checkOutput } from "./check-output.js";

const inputSchema = { type: "object" as const };
const outputSchema = { type: "object" as const, properties: { n: { type: "number" } }, required: ["n"] };
const check = (result: Partial<CallToolResult>, tool: Partial<Tool> = { outputSchema }) =>
  checkOutput({ name: "t", inputSchema, ...tool }, { content: [], ...result });

describe("checkOutput", () => {
  it.each<[string, Partial<CallToolResult>, Partial<Tool>]>([
    ["fits", { structuredContent: { n: 1 } }, { outputSchema }],
    ["is an error", { isError: true }, { outputSchema }],
    ["has no schema", { structuredContent: { n: "x" } }, {}],
  ])("lets pass what %s", (_, result, tool) => {
    expect(check(result, tool)).toEqual({ content: [], ...result });
  });

  it.each([
    ["Tool t has an output schema but did not return structured content", {}],
    [
      'does not match the tool\'s output schema: n must be number, not "x"',
      { structuredContent: { n: "x" } },
    ],
  ])("finds: %s", (message, result) => {
    expect(() => check(result)).toThrow(message);
  });
});
