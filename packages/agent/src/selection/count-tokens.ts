import type { StructuredToolInterface } from "@langchain/core/tools";
import { convertToOpenAITool } from "@langchain/core/utils/function_calling";

/** How many characters of a tool's definition make a token, about: JSON of English words. */
const charactersPerToken = 4;

const counted = new WeakMap<StructuredToolInterface, number>();

/** About how many tokens a request spends on the definition of a tool. */
export function countTokens(tool: StructuredToolInterface): number {
  const known = counted.get(tool);
  if (known !== undefined) return known;
  const tokens = Math.ceil(JSON.stringify(convertToOpenAITool(tool)).length / charactersPerToken);
  counted.set(tool, tokens);
  return tokens;
}
