import { matchesName } from "../connection/tool-limits.js";
import type { ToolFilter } from "../server-definition.js";

/** @returns why a tool is not offered, or `undefined` when it is */
export function filteredBecause({ include, exclude = [] }: ToolFilter, tool: string): string | undefined {
  const pattern = exclude.find((each) => matchesName(each, tool));
  if (pattern !== undefined) return `\`tools.exclude\` has it out, by "${pattern}"`;
  if (include?.some((each) => matchesName(each, tool)) ?? true) return undefined;
  return "`tools.include` has no pattern that it fits";
}

/** The patterns of `include` that no tool fits: a word was misspelt, or the server has changed. */
export function unusedPatterns({ include = [] }: ToolFilter, tools: readonly string[]): string[] {
  return include.filter((pattern) => !tools.some((tool) => matchesName(pattern, tool)));
}
