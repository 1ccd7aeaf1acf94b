import type { Measurement } from "./measurement.js";
import { measurements } from "./measurements.js";
import { type Options, UsageError } from "./options.js";
import { toChart } from "./report/chart.js";
import { formatRatio } from "./report/format.js";
import { toMarkdown } from "./report/markdown.js";
import { compare } from "./results/compare.js";
import { availableLibraries, environmentOf } from "./results/environment.js";
import { renew } from "./results/renew.js";
import type { Results } from "./results/results.js";
import { keepResults, lastResults, resultFiles } from "./results/store.js";
import { unmeasured } from "./results/unmeasured.js";
import { installPeers } from "./run/install-peers.js";
import { runAll } from "./run/run-all.js";

/**
 * Measures what the options ask for. A full run is kept; a part of one is only printed, unless it is to be kept; a quick one is
 * never kept.
 *
 * @returns 1 when the project or a base could not do its work, or a ratio has become worse than the tolerance lets it, else 0
 */
export async function bench(options: Options): Promise<number> {
  if (options.peers && !(await installPeers()))
    console.log("The peers of bench/peers could not be installed.");
  const { names, missing } = availableLibraries(options.peers);
  for (const reason of missing) console.log(`Not measured: ${reason}.`);
  const environment = environmentOf(names, options.quick);
  console.log(`${environment.machine}; Node.js ${environment.node}`);
  const isRenewing = options.keep && options.names.length > 0;
  // What cannot be compared or kept is found out before it is measured.
  const before = options.check || isRenewing ? lastResults() : undefined;
  if (isRenewing) renew(before, { environment, measurements: {} });
  if (options.check && before === undefined)
    throw new UsageError("There are no results to compare with: run all of `pnpm bench` first.");
  const chosen = measurementsNamed(options.names);
  const totalMs = options.minutes * 60_000;
  const found = await runAll({ measurements: chosen, libraries: names, quick: options.quick, totalMs });
  const results = { environment, measurements: found };
  const failures = unmeasured(chosen, found);
  for (const { measurement, subject, reason } of failures)
    console.log(`\nNothing was found out with ${measurement}: ${subject} failed (${reason}).`);
  if (options.check) return check(chosen, before as Results, results) && failures.length === 0 ? 0 : 1;
  // The last results stay: those of a project that does not work would be in their place.
  if (failures.length > 0) return 1;
  if (options.quick || (options.names.length > 0 && !isRenewing)) return 0;
  const kept = isRenewing ? renew(before, results) : results;
  keepResults(kept, toMarkdown(measurements, kept), toChart(measurements, kept));
  console.log(`\nWritten to ${resultFiles.markdown}`);
  return 0;
}

/** The measurements with these names, or whose names begin with them; all of them when there is none. */
function measurementsNamed(names: readonly string[]): Readonly<Record<string, Measurement>> {
  // `large-1` is one measurement, and `large` is several.
  const isMeant = (name: string) => (given: string) =>
    given in measurements ? given === name : name.startsWith(given);
  const chosen = Object.entries(measurements).filter(
    ([name]) => names.length === 0 || names.some(isMeant(name)),
  );
  return Object.fromEntries(chosen);
}

/** @returns whether nothing has become worse, or is missing */
function check(chosen: Readonly<Record<string, Measurement>>, before: Results, results: Results): boolean {
  const { worse, compared, missing } = compare(chosen, before, results);
  console.log(
    `\nCompared with ${before.environment.date} (Node.js ${before.environment.node}): ${compared} ratios.`,
  );
  for (const { measurement, metric, subject, was, is } of worse) {
    console.log(`  worse: ${measurement}, ${metric}, ${subject}: ${formatRatio(was)} -> ${formatRatio(is)}`);
  }
  for (const { measurement, metric, subject } of missing)
    console.log(`  missing: ${measurement}, ${metric}, ${subject}`);
  const isFine = compared > 0 && worse.length === 0 && missing.length === 0;
  if (isFine) console.log("  None has become worse than the tolerance lets it.");
  return isFine;
}
