import { headerProblems } from "../http/check-headers.js";
import type { OptionProblem } from "../options/option-problem.js";
import { kindOf } from "./value-kinds.js";

/** A text that can be sent in a header, or a function that gives one. */
export function secretProblems(
  path: readonly string[],
  value: unknown,
  toHeader: (text: string) => string = (text) => text,
): OptionProblem[] {
  if (typeof value === "function") return [];
  if (typeof value !== "string") {
    const missing = value === undefined ? "is missing: it must be" : "must be";
    const got = value === undefined ? "" : `, not ${kindOf(value)}`;
    return [{ path, message: `${missing} a text or a function that gives one${got}` }];
  }
  if (value === "") return [{ path, message: "is empty: is the variable set that it comes from?" }];
  return headerProblems({ x: toHeader(value) }, "").map(({ message }) => ({ path, message }));
}
