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

/** A ratio that there was, and is no more: the project could not do the work, or the base could not. */
export type Missing = Pick<Compared, "measurement" | "metric" | "subject">;

/** What a comparison has found. */
export interface Comparison {
  /** How many ratios both results have. */
  readonly compared: number;
  /** Those that have become worse by more than the tolerance. */
  readonly worse: readonly Compared[];
  readonly missing: readonly Missing[];
}

/** Compares the project's ratios with those of another run. What became of the peers is theirs. */
export function compare(
  measurements: Readonly<Record<string, Measurement>>,
  before: Results,
  now: Results,
): Comparison {
  const found = Object.entries(measurements).flatMap(([name, { metrics, subjects, base }]) =>
    Object.keys(subjects)
      .filter((subject) => subject !== base && (subject === "mcp-team" || !(subject in libraries)))
      .flatMap((subject) =>
        Object.entries(metrics).flatMap(([key, metric]) => {
          const was = findValue(before.measurements[name], subject, key)?.ratio;
          const is = findValue(now.measurements[name], subject, key)?.ratio;
          const about = { measurement: name, metric: metric.title, subject };
          return was === undefined ? [] : [{ metric, about, was, is }];
        }),
      ),
  );
  const pairs = found.flatMap(({ metric, about, was, is }) =>
    is === undefined ? [] : [{ metric, pair: { ...about, was, is } }],
  );
  const worse = pairs.filter(({ metric, pair }) => isWorse(metric, pair));
  return {
    compared: pairs.length,
    worse: worse.map(({ pair }) => pair),
    missing: found.filter(({ is }) => is === undefined).map(({ about }) => about),
  };
}

function isWorse({ title, better }: Metric, { was, is }: Compared): boolean {
  const factor = better === "lower" ? is / was : was / is;
  return factor > 1 + (title.startsWith("processor time") ? tolerances.processorTime : tolerances.other);
}
