import type { StructuredToolInterface } from "@langchain/core/tools";
import { type ApprovalPolicy, toRule } from "./approval-policy.js";
import { fitsPattern } from "./fits-rule.js";
import { toApprovalCall } from "./judgement.js";

/** The patterns of tools that none fits: a word was misspelt, or the tool comes later. */
export function unusedToolPatterns(
  policies: readonly ApprovalPolicy[],
  tools: readonly StructuredToolInterface[],
): string[] {
  const calls = tools.map((tool) => toApprovalCall({ name: tool.name, args: {} }, tool));
  const patterns = policies.map(toRule).flatMap((rule) => rule.tools ?? []);
  return patterns.filter((pattern) => !calls.some((call) => fitsPattern(pattern, call)));
}
