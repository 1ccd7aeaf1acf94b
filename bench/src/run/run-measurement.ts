import type { Measurement } from "../measurement.js";
import type { MeasurementResult } from "../results/results.js";
import { type Round, summarize } from "../results/summarize.js";
import { runRound } from "./run-round.js";

/** The least and the most rounds. More add little, and fewer show no median. */
const rounds = { least: 3, most: 9 } as const;

/** One measurement that is to be made. */
export interface MeasurementOrder {
  readonly name: string;
  readonly measurement: Measurement;
  /** Which of its subjects can be measured here. */
  readonly subjects: readonly string[];
  readonly quick: boolean;
  /** How long it may take; after that no new round begins. In milliseconds. */
  readonly timeMs: number;
}

/** Runs round after round. */
export async function runMeasurement(order: MeasurementOrder): Promise<MeasurementResult> {
  const start = performance.now();
  const done: Round[] = [];
  const { least, most } = order.quick ? { least: 1, most: 1 } : rounds;
  while (done.length < most && (done.length < least || isTimeFor(start, done.length, order.timeMs))) {
    done.push(await nextRound(order, done.at(-1)));
  }
  return summarize(order.measurement, done);
}

/** Whether one more round, as long as those before it, is over in time. */
function isTimeFor(start: number, done: number, timeMs: number): boolean {
  return ((performance.now() - start) / done) * (done + 1) <= timeMs;
}

/** What could not do its work in the round before cannot do it in the next. */
async function nextRound(
  { name, measurement, subjects, quick }: MeasurementOrder,
  before: Round | undefined,
): Promise<Round> {
  const failed = Object.entries(before ?? {}).filter(([, { kind }]) => kind !== "block");
  const { blockTimeoutMs: timeoutMs = 60_000 } = measurement;
  const orders = subjects
    .filter((subject) => !failed.some(([name]) => name === subject))
    .map((subject) => ({ measurement: name, subject, quick, timeoutMs }));
  return { ...Object.fromEntries(failed), ...(await runRound(orders)) };
}
