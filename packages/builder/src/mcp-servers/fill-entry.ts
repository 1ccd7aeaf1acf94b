import type { OptionPath } from "../problems/path.js";
import type { PartProblem } from "../problems/problem.js";
import { type Environment, fillVariables } from "./fill-variables.js";

/** The parts of a server in which variables are filled in. */
const fields = ["command", "args", "env", "cwd", "url", "headers", "auth", "tls", "sandbox"] as const;

/** A server of a file with its variables filled in, and where that failed. */
export interface FilledEntry {
  readonly entry: Readonly<Record<string, unknown>>;
  readonly problems: readonly PartProblem[];
}

/** Fills in the variables of one server. Names are left as they are, and so is everything that is not text. */
export function fillEntry(entry: Readonly<Record<string, unknown>>, environment: Environment): FilledEntry {
  const problems: PartProblem[] = [];
  const fill = (value: unknown, path: OptionPath): unknown => {
    if (typeof value === "string") {
      const filled = fillVariables(value, environment);
      for (const message of filled.problems) problems.push({ path, message });
      return filled.text;
    }
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]));
  };
  const filled = Object.fromEntries(
    fields
      .filter((field) => Object.hasOwn(entry, field))
      .map((field) => [field, fill(entry[field], [field])]),
  );
  return { entry: { ...entry, ...filled }, problems };
}

/** What has methods is no text of a file, and stays what it is. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
