import type { SamplingOptions } from "@mcp-team/agent";
import { problemWithLlm } from "../model/check-model.js";
import type { PartProblem } from "../problems/problem.js";
import { unknownOption } from "../problems/problems-of.js";
import { kindOfValue, showValue } from "../problems/show-value.js";

type Option = keyof SamplingOptions;

/** What is wrong with a value of an option, or `undefined`. */
const checks: { readonly [K in Option]-?: (value: unknown) => string | undefined } = {
  maxTokens: (value) => problemWithCount(value, "tokens, such as 1_000"),
  maxRequestsPerCall: (value) => problemWithCount(value, "requests, such as 5"),
  model: (value) => (typeof value === "function" ? undefined : problemWithLlm(value)),
  approve: (value) =>
    typeof value === "function" ? undefined : `must be a function, not ${kindOfValue(value)}`,
};

/** Says what is wrong with the argument of `withSampling`. */
export function samplingProblems(options: unknown): string | PartProblem[] {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    return `must be options such as { maxTokens: 1_000 }, or nothing, not ${showValue(options)}`;
  return Object.entries(options).flatMap(([key, value]) => {
    if (!Object.hasOwn(checks, key)) {
      const known = { what: "withSampling", known: Object.keys(checks) };
      return [{ path: [key], message: unknownOption(key, known) }];
    }
    const message = value === undefined ? undefined : checks[key as Option](value);
    return message === undefined ? [] : [{ path: [key], message }];
  });
}

function problemWithCount(value: unknown, expected: string): string | undefined {
  if (Number.isSafeInteger(value) && Number(value) > 0) return undefined;
  return `must be a number of ${expected}, not ${showValue(value)}`;
}
