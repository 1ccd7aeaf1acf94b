import type { ConfigurationProblem } from "@mcp-team/transports";
import { z } from "zod";
import { someText } from "../fields/text.js";
import { writePath } from "../problems/path.js";
import { problemsOf } from "../problems/problems-of.js";
import { showValue } from "../problems/show-value.js";

const schema = z.strictObject(
  { supervisor: someText.optional() },
  {
    error: ({ code, input }) =>
      code === "invalid_type"
        ? `has options that must be an object such as { supervisor: "supervisor" }, not ${showValue(input)}`
        : undefined,
  },
);

/** What is wrong with the argument of `getTeamCallable`. */
export function callableProblems(options: unknown): ConfigurationProblem[] {
  const { error } = schema.optional().safeParse(options);
  if (error === undefined) return [];
  return problemsOf(error, { what: "getTeamCallable()", known: Object.keys(schema.shape) }).map(
    ({ path, message }) => ({ path: writePath("getTeamCallable", path), message }),
  );
}
