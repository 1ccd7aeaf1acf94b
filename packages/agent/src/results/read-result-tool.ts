import { type StructuredToolInterface, tool } from "@langchain/core/tools";
import { ToolError } from "@mcp-team/transports";
import { z } from "zod";
import { readResultName } from "../team/built-in-names.js";
import { type Budget, budgetOf, type ResultLimit } from "./limit.js";
import { findingsOf, pageOf } from "./result-pages.js";
import { type OwnerOf, type ResultStore, threadOf } from "./result-store.js";

/** What one page has when the limit does not say. */
const ordinaryPage: Budget = { characters: 20_000 };

const schema = z.object({
  handle: z.string().describe("The handle of the result, from the note at its end"),
  offset: z.number().int().min(0).default(0).describe("The character to begin with"),
  search: z
    .string()
    .min(1)
    .optional()
    .describe("Show only the lines in which this text occurs, in upper or lower case"),
  regex: z.boolean().default(false).describe("Whether `search` is a regular expression (RE2 syntax)"),
});

/** A tool that reads what was cut off from results. */
export function readResultTool(
  store: ResultStore,
  limit: ResultLimit,
  ownerOf: OwnerOf = () => "",
): StructuredToolInterface {
  const budget = budgetOf(limit, readResultName) ?? ordinaryPage;
  return tool(
    async ({ handle, offset, search, regex }, config) => {
      const text = store.get(threadOf(config, ownerOf), handle);
      if (text === undefined) throw gone(handle);
      if (offset > 0 && offset >= text.length) throw beyond(offset, text.length);
      return search === undefined
        ? pageOf(text, offset, budget)
        : findingsOf(text, { search, regex, from: offset }, budget);
    },
    {
      name: readResultName,
      description:
        "Reads more of a tool's result that was too long to be shown whole: from an offset on, or the lines in which something occurs.",
      schema,
    },
  );
}

function gone(handle: string): ToolError {
  return new ToolError(
    `There is no result "${handle}", or not any more: only the results that were used last are kept, and none of other conversations. Call the tool again that gave it.`,
    { tool: readResultName },
  );
}

function beyond(offset: number, length: number): ToolError {
  return new ToolError(`The result has ${length} characters, so there is nothing at offset ${offset}.`, {
    tool: readResultName,
  });
}
