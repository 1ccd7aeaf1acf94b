import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Results } from "./results.js";

const folder = fileURLToPath(new URL("../../", import.meta.url));

/** The files of the last results. */
export const resultFiles = {
  json: `${folder}results.json`,
  markdown: `${folder}results.md`,
  chart: `${folder}results.svg`,
} as const;

/** The results of the last full run, where there are any. */
export function lastResults(): Results | undefined {
  return existsSync(resultFiles.json) ? JSON.parse(readFileSync(resultFiles.json, "utf8")) : undefined;
}

export function keepResults(results: Results, markdown: string, chart: string): void {
  writeFileSync(resultFiles.json, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(resultFiles.markdown, markdown);
  writeFileSync(resultFiles.chart, chart);
}
