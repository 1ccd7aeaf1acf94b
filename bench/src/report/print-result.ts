import type { Measurement } from "../measurement.js";
import { judgeGoals } from "../results/goals.js";
import type { MeasurementResult } from "../results/results.js";
import { failuresOf, tableOf } from "./columns.js";
import { goalLine } from "./goal-line.js";

/** Prints what was found in one measurement. In brackets is what a value is to that of the base. */
export function printResult(name: string, measurement: Measurement, result: MeasurementResult): void {
  console.log(`\n${name}: ${measurement.title} (${result.rounds} rounds)`);
  const { heading, rows } = tableOf(measurement, result);
  const widths = heading.map((_, column) =>
    Math.max(...[heading, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  for (const row of [heading, ...rows]) {
    const cells = row.map((cell, column) => {
      const width = widths[column] as number;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    console.log(`  ${cells.join("   ")}`.trimEnd());
  }
  for (const failure of failuresOf(measurement, result)) console.log(`  – ${failure}`);
  for (const reached of judgeGoals(measurement, result)) console.log(`  ${goalLine(measurement, reached)}`);
}
