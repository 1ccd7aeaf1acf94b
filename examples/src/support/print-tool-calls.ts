import { styleText } from "node:util";
import { ToolMessage } from "@langchain/core/messages";
import { isGraphInterrupt } from "@langchain/langgraph";
import type { McpToolMetadata } from "@mcp-team/agent";
import { createMiddleware } from "langchain";
import { excerpt } from "./excerpt.js";

/** Middleware that prints every tool call when it ends: the server, the tool, what it was asked, how long it took and what it said. */
export const printToolCalls = createMiddleware({
  name: "PrintToolCalls",
  async wrapToolCall(request, handler) {
    const { name, args } = request.toolCall;
    const server = serverOf(request.tool).padEnd(10);
    const start = performance.now();
    const print = (result: string) => {
      const duration = `${Math.round(performance.now() - start)} ms`;
      console.log(`  ${styleText("bold", server)}  ${name} ${excerpt(JSON.stringify(args))}`);
      console.log(styleText("dim", `  ${duration.padStart(10)}  ${excerpt(result)}`));
    };
    try {
      const result = await handler(request);
      print(ToolMessage.isInstance(result) ? result.text : "(a command to the graph)");
      return result;
    } catch (error) {
      // A call that waits for a person has not ended.
      if (!isGraphInterrupt(error)) print(String(error));
      throw error;
    }
  },
});

/** The server of a tool, from its metadata; local tools have none. */
function serverOf(tool: object | undefined): string {
  const { metadata } = (tool ?? {}) as { metadata?: { mcp?: McpToolMetadata } };
  return metadata?.mcp?.server ?? "(local)";
}
