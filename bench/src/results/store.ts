import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { UsageError } from "../options.js";
import type { Results } from "./results.js";

const folder = fileURLToPath(new URL("../../", import.meta.url));

/** The files of the last results. */
export const resultFiles = {
  json: `${folder}results.json`,
  markdown: `${folder}results.md`,
  chart: `${folder}results.svg`,
} as const;

/**
 * The results of the last full run, where there are any.
 *
 * @throws UsageError when the file is not what this program writes
 */
export function lastResults(): Results | undefined {
  return existsSync(resultFiles.json) ? readResults(readFileSync(resultFiles.json, "utf8")) : undefined;
}

/** Reads what {@link keepResults} has written. */
export function readResults(text: string): Results {
  try {
    const { environment, measurements } = JSON.parse(text) as Results;
    if (typeof environment.machine === "string" && typeof measurements === "object")
      return { environment, measurements };
  } catch {
    // Said below.
  }
  throw new UsageError(
    `${resultFiles.json} has no results in it: restore it, or run all of \`pnpm bench\` anew.`,
  );
}

export function keepResults(results: Results, markdown: string, chart: string): void {
  writeFileSync(resultFiles.json, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(resultFiles.markdown, markdown);
  writeFileSync(resultFiles.chart, chart);
}
