import type { ResultLimit } from "@mcp-team/agent";
import { smallestBudget } from "@mcp-team/agent/settings";
import type { PartProblem } from "../problems/problem.js";
import { unknownOption } from "../problems/problems-of.js";
import { showValue } from "../problems/show-value.js";

const units = ["characters", "tokens"] as const;
const known = [...units, "tools", "keepBytes"] as const satisfies readonly (
  | keyof ResultLimit
  | "characters"
  | "tokens"
)[];

/** Says what is wrong with the argument of `withResultLimit`. */
export function resultLimitProblems(limit: unknown): string | PartProblem[] {
  if (!isObject(limit)) return `must be { characters: 20_000 } or { tokens: 5_000 }, not ${showValue(limit)}`;
  const { tools, keepBytes, ...budget } = limit;
  return [...budgetProblems(budget, [], known), ...toolProblems(tools), ...roomProblems(keepBytes)];
}

function budgetProblems(
  budget: Readonly<Record<string, unknown>>,
  path: readonly string[],
  options: readonly string[],
): PartProblem[] {
  const foreign = Object.keys(budget).filter((key) => !units.some((unit) => unit === key));
  const problems = foreign.map((key): PartProblem => {
    const message = unknownOption(key, { what: "`withResultLimit`", known: options });
    return { path: [...path, key], message };
  });
  const given = units.filter((unit) => budget[unit] !== undefined);
  if (given.length === 2) problems.push({ path, message: "has characters and tokens: give one of them" });
  if (given.length === 0 && foreign.length === 0)
    problems.push({ path, message: "has no limit: give { characters: 20_000 } or { tokens: 5_000 }" });
  for (const unit of given) {
    const value = budget[unit];
    if (Number.isSafeInteger(value) && Number(value) >= smallestBudget[unit]) continue;
    const message = `must be a number of ${unit}, at least ${smallestBudget[unit]}, not ${showValue(value)}`;
    problems.push({ path: [...path, unit], message });
  }
  return problems;
}

function toolProblems(tools: unknown): PartProblem[] {
  if (tools === undefined) return [];
  if (!isObject(tools)) {
    const expected = 'an object such as { "search_*": { characters: 5_000 }, "read_*": false }';
    return [{ path: ["tools"], message: `must be ${expected}, not ${showValue(tools)}` }];
  }
  return Object.entries(tools).flatMap(([pattern, budget]): PartProblem[] => {
    const path = ["tools", pattern];
    if (budget === false) return [];
    if (isObject(budget)) return budgetProblems(budget, path, units);
    const message = `must be { characters: 5_000 }, { tokens: 1_000 }, or false for no limit, not ${showValue(budget)}`;
    return [{ path, message }];
  });
}

function roomProblems(keepBytes: unknown): PartProblem[] {
  if (keepBytes === undefined || (Number.isSafeInteger(keepBytes) && Number(keepBytes) > 0)) return [];
  const message = `must be a whole number of bytes above 0, such as 67_108_864, not ${showValue(keepBytes)}`;
  return [{ path: ["keepBytes"], message }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
