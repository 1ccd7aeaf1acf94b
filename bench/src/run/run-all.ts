import type { LibraryName } from "../libraries.js";
import { libraries } from "../libraries.js";
import type { Measurement } from "../measurement.js";
import { printResult } from "../report/print-result.js";
import type { MeasurementResult } from "../results/results.js";
import { runMeasurement } from "./run-measurement.js";
import { timeShares } from "./schedule.js";

/** What is to be measured. */
export interface RunOrder {
  readonly measurements: Readonly<Record<string, Measurement>>;
  readonly libraries: readonly LibraryName[];
  readonly quick: boolean;
  readonly totalMs: number;
}

/** Makes the measurements one after the other, and prints each when it is there. */
export async function runAll(order: RunOrder): Promise<Readonly<Record<string, MeasurementResult>>> {
  const shares = timeShares(order.measurements, order.totalMs);
  const results: Record<string, MeasurementResult> = {};
  for (const [name, measurement] of Object.entries(order.measurements)) {
    const subjects = Object.keys(measurement.subjects).filter(
      (subject) => !(subject in libraries) || order.libraries.includes(subject as LibraryName),
    );
    results[name] = await runMeasurement({
      name,
      measurement,
      subjects,
      quick: order.quick,
      timeMs: shares[name] ?? 0,
    });
    printResult(name, measurement, results[name]);
  }
  return results;
}
