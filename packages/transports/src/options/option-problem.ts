import type { ConfigurationProblem } from "../errors/index.js";

/** Something that is wrong with a part of an option. */
export interface OptionProblem {
  /** Where it is below the option: nowhere is the option itself. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Puts problems below the option that they are about. */
export function problemsBelow(option: string, problems: readonly OptionProblem[]): ConfigurationProblem[] {
  return problems.map(({ path, message }) => ({
    path: path.reduce<string>(
      (base, key) => (typeof key === "number" ? `${base}[${key}]` : `${base}.${key}`),
      option,
    ),
    message,
  }));
}

/** Finds that something is no whole number. @param expected - in words, such as `of calls, at least 1` */
export function countProblem(key: string, value: unknown, least: number, expected: string): OptionProblem[] {
  if (value === undefined || (Number.isSafeInteger(value) && Number(value) >= least)) return [];
  return [{ path: [key], message: `must be a whole number ${expected}, not ${shown(value)}` }];
}

/** A value as it can be shown in a message. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
