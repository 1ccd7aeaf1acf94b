import type { Goal, Measurement } from "../measurement.js";
import { medianRatio } from "./median-ratio.js";
import { findValue, type MeasurementResult } from "./results.js";

/** A goal, and what became of it. */
export interface Reached {
  readonly goal: Goal;
  readonly measured: number;
  readonly isReached: boolean;
  /** What the hand-written client comes to, the physical limit, where it was measured and is not what is compared with. */
  readonly possible: number | undefined;
}

const physicalLimit = "hand-written";

/** The goals of a measurement that can be judged by its result. */
export function judgeGoals({ goals }: Measurement, result: MeasurementResult | undefined): Reached[] {
  return goals.flatMap((goal) => {
    const measured = measuredFor(goal, result);
    if (measured === undefined) return [];
    const { atMost = Number.POSITIVE_INFINITY, atLeast = 0 } = goal;
    const possible =
      goal.of === physicalLimit ? undefined : measuredFor({ ...goal, subject: physicalLimit }, result);
    return [{ goal, measured, isReached: measured <= atMost && measured >= atLeast, possible }];
  });
}

function measuredFor(
  { subject, metric, of }: Goal,
  result: MeasurementResult | undefined,
): number | undefined {
  const own = findValue(result, subject, metric);
  if (of === undefined) return own?.value;
  const other = findValue(result, of, metric);
  return own && other && medianRatio(own.rounds, other.rounds);
}
