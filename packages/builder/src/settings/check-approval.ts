import type { ApprovalHints, ApprovalRule } from "@mcp-team/agent";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { type OptionPath, writePath } from "../problems/path.js";
import { unknownOption } from "../problems/problems-of.js";
import { showValue } from "../problems/show-value.js";

const knownParts: readonly (keyof ApprovalRule)[] = [
  "tools",
  "annotations",
  "when",
  "except",
  "allowedDecisions",
  "description",
];
const hints: Required<ApprovalHints> = { destructiveHint: true, readOnlyHint: false, openWorldHint: true };
const decisions: readonly unknown[] = ["approve", "edit", "reject"];

type Report = (path: OptionPath, message: string) => void;

/** Says what is wrong with a policy of `withApproval`, the one with this number. */
export function checkApproval(policy: unknown, index: number): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const report: Report = (path, message) =>
    void problems.push({ path: writePath("approval", [index, ...path]), message });
  if (typeof policy === "function") return problems;
  if (typeof policy === "string" || Array.isArray(policy)) checkPatterns(policy, [], report);
  else if (typeof policy === "object" && policy !== null) checkRule({ ...policy }, report);
  else
    report(
      [],
      `must be patterns such as ["delete_*"], a rule such as { annotations: { destructiveHint: true } }, or a function, not ${showValue(policy)}`,
    );
  return problems;
}

function checkRule(rule: Readonly<Record<string, unknown>>, report: Report): void {
  for (const key of Object.keys(rule)) {
    if (!knownParts.some((each) => each === key))
      report([key], unknownOption(key, { what: "a rule of `withApproval`", known: knownParts }));
  }
  const { tools, annotations, when, except, allowedDecisions, description } = rule as Record<string, unknown>;
  if (tools !== undefined) checkPatterns(tools, ["tools"], report);
  if (except !== undefined) checkPatterns(except, ["except"], report);
  if (annotations !== undefined) checkHints(annotations, report);
  if (when !== undefined && typeof when !== "function")
    report(["when"], `must be a function that is given the call, not ${showValue(when)}`);
  if (allowedDecisions !== undefined) checkDecisions(allowedDecisions, report);
  if (description !== undefined && typeof description !== "string" && typeof description !== "function")
    report(
      ["description"],
      `must be text, or a function that is given the call, not ${showValue(description)}`,
    );
}

function checkPatterns(value: unknown, path: OptionPath, report: Report): void {
  const patterns = typeof value === "string" && path.length === 0 ? [value] : value;
  if (!Array.isArray(patterns))
    return void report(path, `must be a list of patterns such as ["delete_*"], not ${showValue(value)}`);
  const wrong = patterns.find((each) => typeof each !== "string" || each === "");
  if (patterns.length === 0) report(path, "is empty: no tool would fit it");
  if (wrong !== undefined) report(path, `must hold patterns such as "delete_*", not ${showValue(wrong)}`);
}

function checkHints(value: unknown, report: Report): void {
  const example = "{ destructiveHint: true }, { readOnlyHint: false } or { openWorldHint: true }";
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return void report(["annotations"], `must be such as ${example}, not ${showValue(value)}`);
  if (Object.keys(value).length === 0)
    report(["annotations"], `is empty: no tool would fit it. Write ${example}`);
  for (const [key, given] of Object.entries(value)) {
    const path = ["annotations", key];
    if (!Object.hasOwn(hints, key))
      report(path, unknownOption(key, { what: "`annotations`", known: Object.keys(hints) }));
    else if (given !== hints[key as keyof ApprovalHints])
      report(
        path,
        `must be ${hints[key as keyof ApprovalHints]}, not ${showValue(given)}: leave it out to ask for no such tool`,
      );
  }
}

function checkDecisions(value: unknown, report: Report): void {
  const expected = 'a list of "approve", "edit" and "reject"';
  if (!Array.isArray(value))
    return void report(["allowedDecisions"], `must be ${expected}, not ${showValue(value)}`);
  if (value.length === 0)
    report(["allowedDecisions"], `is empty: nobody could answer. It must be ${expected}`);
  for (const each of value)
    if (!decisions.includes(each))
      report(["allowedDecisions"], `must be ${expected}, and has ${showValue(each)} in it`);
}
