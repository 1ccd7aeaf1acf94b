import { median } from "../measure/quantile.js";
import type { Measurement } from "../measurement.js";
import type { BlockEnd } from "../worker/message.js";
import { medianRatio } from "./median-ratio.js";
import type { MeasurementResult, SubjectResult, Value } from "./results.js";

/** One round: a block of each subject, in turns. */
export type Round = Readonly<Record<string, BlockEnd>>;

/**
 * Takes the medians of the rounds. A ratio is taken within each round, so that what slows the machine for a while slows both
 * sides of it.
 */
export function summarize(measurement: Measurement, rounds: readonly Round[]): MeasurementResult {
  const names = Object.keys(measurement.subjects).filter((name) => rounds.some((round) => name in round));
  const subjects = names.map((name) => [name, summarizeSubject(measurement, rounds, name)] as const);
  return { rounds: rounds.length, subjects: Object.fromEntries(subjects) };
}

function summarizeSubject(measurement: Measurement, rounds: readonly Round[], name: string): SubjectResult {
  const values = Object.keys(measurement.metrics).flatMap((metric): [string, Value][] => {
    const ofRounds = numbersOf(rounds, name, metric);
    const numbers = ofRounds.filter((number) => number !== null);
    if (numbers.length === 0) return [];
    const ratio = medianRatio(ofRounds, numbersOf(rounds, measurement.base, metric));
    return [[metric, { value: median(numbers), ...(ratio !== undefined && { ratio }), rounds: ofRounds }]];
  });
  return values.length > 0
    ? { values: Object.fromEntries(values) }
    : { failure: failureIn(rounds, name) ?? "it was not measured" };
}

function numbersOf(rounds: readonly Round[], name: string, metric: string): (number | null)[] {
  return rounds.map((round) => {
    const end = round[name];
    return (end?.kind === "block" ? end.block[metric] : undefined) ?? null;
  });
}

function failureIn(rounds: readonly Round[], name: string): string | undefined {
  for (const round of rounds) {
    const message = round[name];
    if (message && message.kind !== "block") return message.reason;
  }
  return undefined;
}
