import type { Measurement } from "./measurement.js";
import { measurements } from "./measurements.js";
import type { Options } from "./options.js";
import { toChart } from "./report/chart.js";
import { formatRatio } from "./report/format.js";
import { toMarkdown } from "./report/markdown.js";
import { compare } from "./results/compare.js";
import { availableLibraries, environmentOf } from "./results/environment.js";
import { renew } from "./results/renew.js";
import type { Results } from "./results/results.js";
import { keepResults, lastResults, resultFiles } from "./results/store.js";
import { installPeers } from "./run/install-peers.js";
import { runAll } from "./run/run-all.js";

/**
 * Measures what the options ask for. A full run is kept; a part of one is only printed, unless it is to be kept; a quick one is
 * never kept.
 *
 * @returns 1 when a ratio has become worse than the tolerance lets it, else 0
 */
export async function bench(options: Options): Promise<number> {
  if (options.peers && !(await installPeers()))
    console.log("The peers of bench/peers could not be installed.");
  const { names, missing } = availableLibraries(options.peers);
  for (const reason of missing) console.log(`Not measured: ${reason}.`);
  const environment = environmentOf(names, options.quick);
  console.log(`${environment.machine}; Node.js ${environment.node}`);
  const isRenewing = options.keep && options.names.length > 0;
  // What cannot be kept is found out before it is measured.
  if (isRenewing) renew(lastResults(), { environment, measurements: {} });
  const chosen = measurementsNamed(options.names);
  const totalMs = options.minutes * 60_000;
  const found = await runAll({ measurements: chosen, libraries: names, quick: options.quick, totalMs });
  const results = { environment, measurements: found };
  if (options.check) return check(chosen, results);
  if (options.quick || (options.names.length > 0 && !isRenewing)) return 0;
  const kept = isRenewing ? renew(lastResults(), results) : results;
  keepResults(kept, toMarkdown(measurements, kept), toChart(measurements, kept));
  console.log(`\nWritten to ${resultFiles.markdown}`);
  return 0;
}

/** The measurements whose names begin with one of these; all of them when there is none. */
function measurementsNamed(names: readonly string[]): Readonly<Record<string, Measurement>> {
  const chosen = Object.entries(measurements).filter(
    ([name]) => names.length === 0 || names.some((start) => name.startsWith(start)),
  );
  return Object.fromEntries(chosen);
}

function check(chosen: Readonly<Record<string, Measurement>>, results: Results): number {
  const before = lastResults();
  if (before === undefined) {
    console.log("\nThere are no results to compare with: run `pnpm bench` first.");
    return 1;
  }
  const { worse, compared } = compare(chosen, before, results);
  console.log(
    `\nCompared with ${before.environment.date} (Node.js ${before.environment.node}): ${compared} ratios.`,
  );
  for (const { measurement, metric, subject, was, is } of worse) {
    console.log(`  worse: ${measurement}, ${metric}, ${subject}: ${formatRatio(was)} -> ${formatRatio(is)}`);
  }
  if (worse.length === 0) console.log("  None has become worse than the tolerance lets it.");
  return worse.length === 0 ? 0 : 1;
}
