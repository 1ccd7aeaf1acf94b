import type { Measurement, Settings } from "../measurement.js";
import type { MeasurementResult } from "../results/results.js";
import { type Round, summarize } from "../results/summarize.js";
import { runBlock } from "../worker/run-block.js";
import { shuffled } from "./schedule.js";

/** The least and the most rounds. More add little, and fewer show no median. */
const rounds = { least: 3, most: 9 } as const;

/** One measurement that is to be made. */
export interface MeasurementOrder {
  readonly name: string;
  readonly measurement: Measurement;
  /** Which of its subjects can be measured here. */
  readonly subjects: readonly string[];
  readonly settings: Settings;
  /** How long it may take; after that no new round begins. In milliseconds. */
  readonly timeMs: number;
}

/** Runs round after round: in each, a block of each subject, in a random order. */
export async function runMeasurement(order: MeasurementOrder): Promise<MeasurementResult> {
  const start = performance.now();
  const done: Round[] = [];
  const { least, most } = order.settings.quick ? { least: 1, most: 1 } : rounds;
  while (done.length < most && (done.length < least || isTimeFor(start, done.length, order.timeMs))) {
    done.push(await runRound(order, done));
  }
  return summarize(order.measurement, done);
}

/** Whether one more round, as long as those before it, is over in time. */
function isTimeFor(start: number, done: number, timeMs: number): boolean {
  return ((performance.now() - start) / done) * (done + 1) <= timeMs;
}

async function runRound(
  { name, measurement, subjects, settings }: MeasurementOrder,
  before: readonly Round[],
): Promise<Round> {
  const { blockTimeoutMs: timeoutMs = 60_000 } = measurement;
  const round: Record<string, Round[string]> = {};
  for (const subject of shuffled(subjects)) {
    const last = before.at(-1)?.[subject];
    // What cannot do it once cannot do it the next time.
    if (last && last.kind !== "block") round[subject] = last;
    else round[subject] = await runBlock({ measurement: name, subject, settings, timeoutMs });
  }
  return round;
}
