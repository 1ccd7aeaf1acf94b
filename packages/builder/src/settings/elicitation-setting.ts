import type { ElicitationHandler, ElicitationOptions } from "@mcp-team/agent";
import { z } from "zod";
import { duration } from "../fields/duration.js";
import { mustBe } from "../fields/must-be.js";
import type { PartProblem } from "../problems/problem.js";
import { problemsOf } from "../problems/problems-of.js";
import { showValue } from "../problems/show-value.js";

/** How servers may ask a person. */
export interface ElicitationSetting {
  readonly by: ElicitationHandler | "interrupt";
  readonly options: ElicitationOptions;
}

const options = z.strictObject(
  {
    allowSecrets: z.boolean({ error: mustBe("true or false") }).optional(),
    answerTimeoutMs: duration.optional(),
  },
  {
    error: ({ code, input }) =>
      code === "invalid_type"
        ? `has options that must be an object such as { answerTimeoutMs: 60_000 }, not ${showValue(input)}`
        : undefined,
  },
);

/** What is wrong with the arguments of `withElicitation`. */
export function elicitationProblems(value: unknown): PartProblem[] {
  const { by, options: given } = value as ElicitationSetting;
  const isKnown = typeof by === "function" || by === "interrupt";
  const message = `must be a function that asks a person, or "interrupt", not ${showValue(by)}`;
  const { error } = options.safeParse(given);
  return [
    ...(isKnown ? [] : [{ path: [], message }]),
    ...(error
      ? problemsOf(error, { what: "withElicitation()", known: ["allowSecrets", "answerTimeoutMs"] })
      : []),
  ];
}
