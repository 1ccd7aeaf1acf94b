import type { StructuredToolInterface } from "@langchain/core/tools";
import type { LibraryTool } from "../library.js";

/** A LangChain tool, called as an agent calls it. */
export function langchainTool(tool: StructuredToolInterface): LibraryTool {
  return { name: tool.name, call: async (args) => String(await tool.invoke(args)) };
}
