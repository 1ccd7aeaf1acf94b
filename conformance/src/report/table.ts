import type { Outcome } from "../scenario.js";

const columns = ["scenario", "side", "revision", "required", "passed", "failed", "result"] as const;

/** How wide a column of names is: the suite's longest name fits. */
const widths = [40, 6, 10, 8, 6, 6, 6];

function line(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, index) =>
      typeof cell === "number" ? String(cell).padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
    )
    .join("  ")
    .trimEnd();
}

export const tableHead = line(columns);

/** One line of the table, and what failed under it. */
export function tableLines({ scenario, passed, failed, failures }: Outcome): string[] {
  const { name, side, revision, required } = scenario;
  const result = failures.length === 0 ? "pass" : "FAIL";
  const row = line([name, side, revision, required ? "yes" : "no", passed, failed, result]);
  return [row, ...failures.map((failure) => `    ${failure.replaceAll("\n", "\n    ")}`)];
}
