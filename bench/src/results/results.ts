import type { Environment } from "./environment.js";

/** What was found for one metric of one subject. */
export interface Value {
  /** The median over the rounds. */
  readonly value: number;
  /** The median over the rounds of what it is to the base of the same round. */
  readonly ratio?: number;
  /** What each round came to; `null` for one that failed. */
  readonly rounds: readonly (number | null)[];
}

/** What was found for one subject. */
export type SubjectResult =
  | { readonly values: Readonly<Record<string, Value>> }
  /** Why there is nothing. */
  | { readonly failure: string };

/** What was found in one measurement. */
export interface MeasurementResult {
  readonly rounds: number;
  /** When it was made, in UTC, where that was later than the others of its run. */
  readonly renewed?: string;
  readonly subjects: Readonly<Record<string, SubjectResult>>;
}

/** What a run has found, as it is kept for the next one. */
export interface Results {
  readonly environment: Environment;
  readonly measurements: Readonly<Record<string, MeasurementResult>>;
}

/** A value of a subject, where there is one. */
export function findValue(
  result: MeasurementResult | undefined,
  subject: string,
  metric: string,
): Value | undefined {
  const found = result?.subjects[subject];
  return found && "values" in found ? found.values[metric] : undefined;
}
