import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome, Scenario } from "../scenario.js";
import { driverCommand } from "./files.js";
import type { Suite } from "./prepare-suite.js";
import type { Ended } from "./run-command.js";

/** How long the driver may take, in milliseconds: a machine that is busy with something else is no failure. */
const timeoutMs = 60_000;

/** How much of what the suite printed is shown when it did not say what failed. */
const shownLength = 2_000;

/** One check of the suite. */
interface Check {
  readonly id: string;
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "INFO" | "SKIPPED";
  readonly description: string;
  readonly errorMessage?: string;
}

/** Has the suite run one scenario: over the driver, or against a server. */
export async function runScenario(suite: Suite, scenario: Scenario, serverUrl: string): Promise<Outcome> {
  const { name, revision, side } = scenario;
  const folder = await mkdtemp(join(tmpdir(), "conformance-"));
  try {
    const of =
      side === "server" ? ["--url", serverUrl] : ["--command", driverCommand, "--timeout", `${timeoutMs}`];
    const common = ["--scenario", name, "--spec-version", revision, "--output-dir", folder];
    // Extensions are of no revision: the suite runs them when it is told to.
    const forced = scenario.required || side === "server" ? [] : ["--force"];
    const ended = await suite(side, ...of, ...common, ...forced);
    return judge(scenario, await readChecks(folder), ended);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Each run of a scenario has a folder of its own. */
async function readChecks(folder: string): Promise<Check[]> {
  const [results] = (await readdir(folder, { recursive: true })).filter((file) =>
    file.endsWith("checks.json"),
  );
  return results === undefined ? [] : JSON.parse(await readFile(join(folder, results), "utf8"));
}

/** The suite's verdict counts, too: it knows when a client has to end with an error, and when it must not. */
export function judge(
  scenario: Scenario,
  checks: readonly Check[],
  { status, stdout, stderr }: Ended,
): Outcome {
  const bad = checks.filter((check) => check.status === "FAILURE" || check.status === "WARNING");
  const failures = bad.map(({ id, description, errorMessage }) => `${id}: ${errorMessage ?? description}`);
  const passed = checks.filter((check) => check.status === "SUCCESS").length;
  if (status !== 0)
    failures.push(`The suite ended with ${status}: ${`${stdout}${stderr}`.trim().slice(-shownLength)}`);
  else if (passed === 0) failures.push("The suite checked nothing.");
  return { scenario, passed, failed: bad.length, failures };
}
