import type { Measurement } from "../measurement.js";
import type { MeasurementResult } from "../results/results.js";
import { findValue } from "../results/results.js";
import { formatRatio, formatValue } from "./format.js";

/** The table of one measurement: a row for each subject, with each value and its ratio to the base. */
export interface Table {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function tableOf(measurement: Measurement, result: MeasurementResult): Table {
  const metrics = Object.entries(measurement.metrics);
  const rows = Object.entries(result.subjects).map(([name, found]) => {
    const title = measurement.subjects[name] ?? name;
    if ("failure" in found) return [title, ...metrics.map(() => "–")];
    return [title, ...metrics.map(([key, metric]) => cell(findValue(result, name, key), metric))];
  });
  return { heading: ["", ...metrics.map(([, { title }]) => title)], rows };
}

function cell(found: ReturnType<typeof findValue>, metric: Measurement["metrics"][string]): string {
  if (found === undefined) return "–";
  const value = formatValue(found.value, metric);
  return found.ratio === undefined ? value : `${value} (${formatRatio(found.ratio)})`;
}

/** Why subjects have no values. */
export function failuresOf(measurement: Measurement, result: MeasurementResult): string[] {
  return Object.entries(result.subjects).flatMap(([name, found]) =>
    "failure" in found
      ? [`${measurement.subjects[name] ?? name}: ${found.failure.split("\n", 1)[0]?.slice(0, 200)}`]
      : [],
  );
}
