import type { z } from "zod";
import type { PartProblem } from "./problem.js";
import { didYouMean } from "./suggest.js";

/** What the options belong to, in words. */
export interface OptionsOf {
  /** Such as `a stdio server`. */
  readonly what: string;
  /** Every option it has. */
  readonly known: readonly string[];
  /** What to say to names that people bring from elsewhere. */
  readonly foreign?: Readonly<Record<string, string>>;
}

/** Turns what a schema found into problems in our own words. The schemas' own messages never show a secret. */
export function problemsOf(error: z.ZodError, options: OptionsOf): PartProblem[] {
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownOption(key, options) }))
      : [{ path: issue.path, message: issue.message }],
  );
}

/** The message for an option that does not exist. */
export function unknownOption(key: string, { what, known, foreign = {} }: OptionsOf): string {
  const advice = Object.hasOwn(foreign, key)
    ? foreign[key]
    : // Somebody who comes from azcore passes the environment as the third argument.
      known.includes("env") && /^[A-Z][A-Z0-9_]*$/.test(key)
      ? "environment variables go under `env`"
      : didYouMean(key, known);
  return `is not an option of ${what}: ${advice}`;
}
