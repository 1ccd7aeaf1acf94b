import type { Measurement } from "../measurement.js";
import type { Reached } from "../results/goals.js";
import { formatRatio } from "./format.js";

/** A goal and what became of it, in words. */
export function goalLine(measurement: Measurement, { goal, measured, isReached }: Reached): string {
  const { metric, of, atMost, atLeast, shortfall } = goal;
  const limit = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  const other = of === undefined ? "" : ` of ${measurement.subjects[of] ?? of}`;
  const verdict = isReached ? "reached" : "missed";
  const reason = isReached || shortfall === undefined ? "" : ` ${shortfall}`;
  return `${verdict}: ${measurement.metrics[metric]?.title}, ${limit}${other}: ${formatRatio(measured)}.${reason}`;
}
