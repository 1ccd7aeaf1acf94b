import { libraries } from "../libraries.js";
import type { Measurement, Metric } from "../measurement.js";
import { findValue, type Results } from "./results.js";

/** How much worse a ratio may be than the last one. Times vary more than processor times from run to run. */
export const tolerances = { processorTime: 0.15, other: 0.3 } as const;

/** A ratio, as it was and as it is. */
export interface Compared {
  readonly measurement: string;
  /** The metric's title. */
  readonly metric: string;
  readonly subject: string;
  readonly was: number;
  readonly is: number;
}

/** What a comparison has found. */
export interface Comparison {
  /** How many ratios both results have. */
  readonly compared: number;
  /** Those that have become worse by more than the tolerance. */
  readonly worse: readonly Compared[];
}

/** Compares the project's ratios with those of another run. What became of the peers is theirs. */
export function compare(
  measurements: Readonly<Record<string, Measurement>>,
  before: Results,
  now: Results,
): Comparison {
  const pairs = Object.entries(measurements).flatMap(([name, { metrics, subjects }]) =>
    Object.keys(subjects)
      .filter((subject) => subject === "mcp-team" || !(subject in libraries))
      .flatMap((subject) =>
        Object.entries(metrics).flatMap(([key, metric]) => {
          const was = findValue(before.measurements[name], subject, key)?.ratio;
          const is = findValue(now.measurements[name], subject, key)?.ratio;
          if (was === undefined || is === undefined) return [];
          return [{ metric, pair: { measurement: name, metric: metric.title, subject, was, is } }];
        }),
      ),
  );
  const worse = pairs.filter(({ metric, pair }) => isWorse(metric, pair));
  return { compared: pairs.length, worse: worse.map(({ pair }) => pair) };
}

function isWorse({ title, better }: Metric, { was, is }: Compared): boolean {
  const factor = better === "lower" ? is / was : was / is;
  return factor > 1 + (title.startsWith("processor time") ? tolerances.processorTime : tolerances.other);
}
