import { beginCensus } from "./measure/census.js";
import type { Program } from "./program.js";
import { printFindings } from "./report/print-findings.js";
import type { Settings } from "./settings.js";

/** Runs a program in this process and prints what it found. @returns 1 when a promise was broken, else 0 */
export async function runProgram(program: Program, settings: Settings): Promise<number> {
  beginCensus();
  console.log(`${program.title(settings)} (seed ${settings.seed})`);
  const limitMs = program.limitMs(settings);
  const hung = setTimeout(() => {
    console.error(`It did not end within ${limitMs} ms: something hangs.`);
    process.exit(1);
  }, limitMs);
  const start = performance.now();
  const findings = await program.run(settings);
  clearTimeout(hung);
  printFindings(findings);
  console.log(`  in ${Math.round((performance.now() - start) / 1_000)} s\n`);
  return findings.every(({ kept }) => kept) ? 0 : 1;
}
