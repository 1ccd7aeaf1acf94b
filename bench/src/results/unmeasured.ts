import type { Measurement } from "../measurement.js";
import type { MeasurementResult } from "./results.js";

/** What could not be measured although everything is compared with it, or about it. */
export interface Unmeasured {
  readonly measurement: string;
  readonly subject: string;
  readonly reason: string;
}

/** Finds the measurements in which the project or the base has failed: they say nothing. */
export function unmeasured(
  measurements: Readonly<Record<string, Measurement>>,
  found: Readonly<Record<string, MeasurementResult>>,
): Unmeasured[] {
  return Object.entries(measurements).flatMap(([name, { base, subjects }]) =>
    [base, "mcp-team"]
      .filter((subject) => subject in subjects)
      .flatMap((subject) => {
        const result = found[name]?.subjects[subject];
        if (result !== undefined && "values" in result) return [];
        return [{ measurement: name, subject, reason: result?.failure ?? "it was not measured" }];
      }),
  );
}
