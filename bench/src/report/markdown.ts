import type { Measurement } from "../measurement.js";
import { judgeGoals } from "../results/goals.js";
import type { MeasurementResult, Results } from "../results/results.js";
import { failuresOf, tableOf } from "./columns.js";
import { goalLine } from "./goal-line.js";

/** The results as the page that is kept in the repository. */
export function toMarkdown(measurements: Readonly<Record<string, Measurement>>, results: Results): string {
  const { environment } = results;
  const versions = Object.entries(environment.versions).map(([name, version]) => `${name} ${version}`);
  // What was kept may be of a measurement that there is no more.
  const sections = Object.entries(results.measurements).flatMap(([name, result]) => {
    const measurement = measurements[name];
    return measurement ? [section(name, measurement, result)] : [];
  });
  return `# Results

Written by \`pnpm bench\` on ${environment.date} UTC${environment.quick ? ", with `--quick`: the numbers say little" : ""}.

- Machine: ${environment.machine}; Node.js ${environment.node}
- Versions: ${versions.join(", ")}

Each library ran each block in a process of its own, all of them in turns, in a random order. A value is the median of the
rounds; in brackets is the median of what it was to the base, the subject with a ratio of 1.00, in the same round.
Processor time and the calls with a pause between them are the robust figures: the others depend on which process sleeps.

What each library takes, as a multiple of the SDK 1.x client (the line): bars to the left are less. Of each measurement the first column is shown.

![The ratios as bars](results.svg)

${sections.join("\n")}`;
}

function section(name: string, measurement: Measurement, result: MeasurementResult): string {
  const { heading, rows } = tableOf(measurement, result);
  const lines = [
    `## ${name}`,
    "",
    `${measurement.title.replace(/^./, (first) => first.toUpperCase())}; ${result.rounds} rounds${result.renewed === undefined ? "" : `, made anew on ${result.renewed} UTC`}.`,
    "",
    line(heading),
    line(heading.map((_, column) => (column === 0 ? "---" : "---:"))),
    ...rows.map(line),
    "",
    ...list(failuresOf(measurement, result)),
    ...list(judgeGoals(measurement, result).map((reached) => goalLine(measurement, reached))),
  ];
  return `${lines.join("\n")}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${item}`), ""];
}
