import { type StructuredToolInterface, tool } from "@langchain/core/tools";
import { z } from "zod";
import { McpTool } from "../toolset/mcp-tool.js";
import { searchToolName } from "./tool-selection-options.js";

const schema = z.object({
  query: z.string().describe("What you want to do, in a few words."),
});

/** The run in which tools are searched for. */
export interface SearchingRun {
  readonly context?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Finds tools for some words. */
export type FindTools = (text: string, run: SearchingRun) => Promise<readonly StructuredToolInterface[]>;

/** The tool with which the model finds the tools that it was not offered. */
export function createSearchTool(find: FindTools): StructuredToolInterface {
  return tool(
    async ({ query }, config) => {
      const found = await find(query, config);
      const lines = found.map((each) => `- ${each.name}${originOf(each)}: ${firstLine(each.description)}`);
      const text =
        found.length > 0
          ? `Found these tools. You can call them from now on:\n${lines.join("\n")}`
          : "No tool has to do with that. Try other words.";
      return [text, { tools: found.map(({ name }) => name) }];
    },
    {
      name: searchToolName,
      description:
        "Finds more tools: you see only some of those that there are. Search before you say that something cannot be done. What is found can be called on the next turn.",
      schema,
      responseFormat: "content_and_artifact",
    },
  );
}

function originOf(found: StructuredToolInterface): string {
  return found instanceof McpTool ? ` (${found.connection.name})` : "";
}

function firstLine(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
