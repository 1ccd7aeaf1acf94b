import { z } from "zod";
import { duration } from "../fields/duration.js";
import { mustBe } from "../fields/must-be.js";
import { problemWithLlm } from "../model/check-model.js";
import type { PartProblem } from "../problems/problem.js";
import { problemsOf } from "../problems/problems-of.js";
import { kindOfValue, showValue } from "../problems/show-value.js";

const shape = {
  maxTokens: count("tokens, such as 1_000"),
  maxRequestsPerCall: count("requests, such as 5"),
  answerTimeoutMs: duration,
  model: z.custom((value) => typeof value === "function" || problemWithLlm(value) === undefined, {
    error: ({ input }) => problemWithLlm(input),
  }),
  approve: z.custom((value) => typeof value === "function", {
    error: ({ input }) => `must be a function, not ${kindOfValue(input)}`,
  }),
};

const options = z.strictObject(shape).partial();

/** What is wrong with the argument of `withSampling`. */
export function samplingProblems(value: unknown): string | PartProblem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return `must be options such as { maxTokens: 1_000 }, or nothing, not ${showValue(value)}`;
  const { error } = options.safeParse(value);
  return error ? problemsOf(error, { what: "withSampling()", known: Object.keys(shape) }) : [];
}

function count(expected: string) {
  return z.custom<number>((value) => Number.isSafeInteger(value) && Number(value) > 0, {
    error: mustBe(`a whole number of ${expected}`),
  });
}
