import { z } from "zod";

/** Checks a value with the schema that is chosen for it, and passes on its problems: those of a union say nothing. */
export function checkedBy<T>(choose: (value: unknown) => z.ZodType<T>) {
  return z.unknown().transform((value, context): T => {
    const { data, error } = choose(value).safeParse(value);
    for (const { path, message } of error?.issues ?? [])
      context.issues.push({ code: "custom", input: value, path, message });
    return data ?? z.NEVER;
  });
}
