import { UsageError } from "../options.js";
import type { Environment } from "./environment.js";
import type { Results } from "./results.js";

/**
 * The results of a full run, with some of its measurements made anew.
 *
 * @throws UsageError when they were made elsewhere, or with something else: they could not stand in one table
 */
export function renew(before: Results | undefined, found: Results): Results {
  if (before === undefined) throw new UsageError("There are no results to renew: run all of it first.");
  const difference = differenceOf(before.environment, found.environment);
  if (difference !== undefined) throw new UsageError(`The last results were made with ${difference}.`);
  const renewed = Object.entries(found.measurements).map(
    ([name, result]) => [name, { ...result, renewed: found.environment.date }] as const,
  );
  return {
    environment: before.environment,
    measurements: { ...before.measurements, ...Object.fromEntries(renewed) },
  };
}

/** What the last run had in another way. */
function differenceOf(before: Environment, now: Environment): string | undefined {
  if (before.machine !== now.machine) return `${before.machine}, not ${now.machine}`;
  if (before.node !== now.node) return `Node.js ${before.node}, not ${now.node}`;
  const changed = Object.keys(before.versions).find(
    (name) => name in now.versions && before.versions[name] !== now.versions[name],
  );
  return changed && `${changed} ${before.versions[changed]}, not ${now.versions[changed]}`;
}
