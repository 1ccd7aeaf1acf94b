import { z } from "zod";
import { type OptionsOf, problemsOf } from "../problems/problems-of.js";

/**
 * Checks a value with the schema that is chosen for it, and passes on its problems: those of a union say nothing.
 *
 * @param options - what an object may hold, for the message about what it may not
 */
export function checkedBy<T>(choose: (value: unknown) => z.ZodType<T>, options: OptionsOf) {
  return z.unknown().transform((value, context): T => {
    const { data, error } = choose(value).safeParse(value);
    for (const { path, message } of error ? problemsOf(error, options) : [])
      context.issues.push({ code: "custom", input: value, path: [...path], message });
    return data ?? z.NEVER;
  });
}
