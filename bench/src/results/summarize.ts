import { median } from "../measure/quantile.js";
import type { Measurement } from "../measurement.js";
import type { BlockEnd } from "../worker/message.js";
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
    const numbers = rounds.flatMap((round) => numberOf(round, name, metric) ?? []);
    if (numbers.length === 0) return [];
    const ratios = ratiosOf(rounds, metric, name, measurement.base);
    return [[metric, { value: median(numbers), ...(ratios.length > 0 && { ratio: median(ratios) }) }]];
  });
  return values.length > 0
    ? { values: Object.fromEntries(values) }
    : { failure: failureIn(rounds, name) ?? "it was not measured" };
}

/** What one subject is to another, round by round. */
export function ratiosOf(rounds: readonly Round[], metric: string, name: string, base: string): number[] {
  return rounds.flatMap((round) => {
    const [above, below] = [numberOf(round, name, metric), numberOf(round, base, metric)];
    return above === undefined || below === undefined ? [] : above / below;
  });
}

function numberOf(round: Round, name: string, metric: string): number | undefined {
  const message = round[name];
  return message?.kind === "block" ? message.block[metric] : undefined;
}

function failureIn(rounds: readonly Round[], name: string): string | undefined {
  for (const round of rounds) {
    const message = round[name];
    if (message && message.kind !== "block") return message.reason;
  }
  return undefined;
}
