import type { Options } from "./options.js";
import { UsageError } from "./options.js";
import { summaryOf } from "./report/summary.js";
import { tableHead, tableLines } from "./report/table.js";
import type { Outcome } from "./scenario.js";
import { serveATeam } from "./serve-a-team.js";
import { listScenarios } from "./suite/list-scenarios.js";
import { prepareSuite } from "./suite/prepare-suite.js";
import { runScenario } from "./suite/run-scenario.js";

/** How many run at once. Some measure time. */
const atOnce = 2;

/**
 * Runs the scenarios, each in a process of the suite's, and prints what came of each as it ends.
 *
 * @returns the exit status: 0 when all passed
 * @throws UsageError when no scenario has one of the names
 */
export async function conformance({ names }: Options): Promise<number> {
  const started = performance.now();
  const suite = await prepareSuite();
  const all = await listScenarios(suite);
  const unknown = names.find((name) => !all.some((scenario) => scenario.name.includes(name)));
  if (unknown !== undefined) {
    const known = [...new Set(all.map(({ name }) => name))];
    throw new UsageError(`No scenario is called "${unknown}". There are: ${known.join(", ")}.`);
  }
  const chosen = all.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
  await using served = await serveATeam();
  const outcomes: Outcome[] = [];
  const waiting = chosen.values();
  const runNext = async () => {
    for (const scenario of waiting) {
      const outcome = await runScenario(suite, scenario, served.url);
      outcomes.push(outcome);
      console.log(tableLines(outcome).join("\n"));
    }
  };
  console.log(tableHead);
  await Promise.all(Array.from({ length: atOnce }, runNext));
  console.log(`\n${summaryOf(outcomes, (performance.now() - started) / 1000)}`);
  return outcomes.every(({ failures }) => failures.length === 0) ? 0 : 1;
}
