import type { Measurement } from "../measurement.js";
import type { Reached } from "../results/goals.js";
import { formatRatio } from "./format.js";

/** A goal and what became of it, in words. */
export function goalLine(measurement: Measurement, { goal, measured, isReached, possible }: Reached): string {
  const { metric, of, atMost, atLeast, shortfall } = goal;
  const limit = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  const other = of === undefined ? "" : ` of ${measurement.subjects[of] ?? of}`;
  const verdict = isReached ? "reached" : "missed";
  const reason = isReached || shortfall === undefined ? "" : ` ${shortfall}`;
  const best =
    isReached || possible === undefined ? "" : `; the hand-written client: ${formatRatio(possible)}`;
  const came = isReached ? formatRatio(measured) : formatMiss(measured, atMost ?? atLeast);
  return `${verdict}: ${measurement.metrics[metric]?.title}, ${limit}${other}: ${came}${best}.${reason}`;
}

/** With as many digits as tell it from the limit. */
function formatMiss(measured: number, limit: number | undefined): string {
  let text = formatRatio(measured);
  for (let digits = 3; Number(text) === limit; digits++) text = measured.toFixed(digits);
  return text;
}
