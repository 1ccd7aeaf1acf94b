import type { Finding } from "./finding.js";

const columns = ["what", "promised", "measured"] as const;

/** Prints what was found as a table, and then what broke. */
export function printFindings(findings: readonly Finding[]): void {
  const heading = { what: "", promised: "promised", measured: "measured" };
  const widths = columns.map((column) =>
    Math.max(...[heading, ...findings].map((row) => row[column].length)),
  );
  const line = (row: Record<(typeof columns)[number], string>, verdict: string) => {
    const cells = columns.map((column, index) => row[column].padEnd(widths[index] as number));
    console.log(`  ${cells.join("   ")}   ${verdict}`.trimEnd());
  };
  line(heading, "");
  for (const finding of findings) line(finding, verdictOf(finding));
  for (const { what, kept, examples = [] } of findings) {
    if (kept || examples.length === 0) continue;
    console.log(`\n  ${what}:`);
    for (const example of examples) console.log(`    ${example}`);
  }
}

function verdictOf({ promised, kept }: Finding): string {
  if (!kept) return "BROKEN";
  return promised === "" ? "" : "kept";
}
