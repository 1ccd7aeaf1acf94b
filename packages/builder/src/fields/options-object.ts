import type { OptionProblem } from "@mcp-team/transports";
import { z } from "zod";
import { unknownOption } from "../problems/problems-of.js";
import { kindOfValue, showValue } from "../problems/show-value.js";

/** What an option holds that has parts of its own. */
interface Parts<T extends object> {
  /** Such as "`limits`". */
  readonly what: string;
  /** Such as `an object such as { memoryMb: 512 }`. */
  readonly expected: string;
  readonly known: readonly (keyof T & string)[];
  /** What is wrong with the parts, whatever they hold. */
  readonly problems: (value: T) => OptionProblem[];
  /** Whether what is given may be secret. @default false */
  readonly secret?: boolean;
}

/** An option with parts, or `false` to do without what the team has. */
export function optionsObject<T extends object>(parts: Parts<T>) {
  const whole = partsObject(parts);
  return z.unknown().transform((value, context): T | false => {
    if (value === false) return false;
    const { data, error } = whole.safeParse(value);
    for (const { path, message } of error?.issues ?? [])
      context.issues.push({ code: "custom", input: undefined, path, message });
    return data ?? z.NEVER;
  });
}

/** An option with parts. */
export function partsObject<T extends object>({ what, expected, known, problems, secret = false }: Parts<T>) {
  return z.unknown().transform((value, context): T => {
    const report = (path: OptionProblem["path"], message: string) =>
      context.issues.push({ code: "custom", input: undefined, path: [...path], message });
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      report([], `must be ${expected}, not ${secret ? kindOfValue(value) : showValue(value)}`);
      return z.NEVER;
    }
    const foreign = Object.keys(value).filter((key) => !known.some((each) => each === key));
    for (const key of foreign) report([key], unknownOption(key, { what, known }));
    // With a misspelt part, that all others are missing is no news.
    const found = problems(value as T).filter(({ path }) => foreign.length === 0 || path.length > 0);
    for (const { path, message } of found) report(path, message);
    return value as T;
  });
}
