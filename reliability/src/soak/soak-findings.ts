import { megabytes } from "../measure/memory.js";
import { quantile } from "../measure/quantile.js";
import { exactly, type Finding, grouped, measured, milliseconds } from "../report/finding.js";
import type { Comparison } from "./compare-logs.js";
import type { Ledger } from "./ledger.js";

/** How much memory may grow between the warm-up and the end, in bytes: what a cache or the compiler may still take. */
const flatBytes = 4e6;

/** What a soak noted. */
export interface SoakNotes {
  readonly ledger: Ledger;
  readonly logs: Comparison;
  readonly faults: ReadonlyMap<string, number>;
  /** Memory in use after each part, in bytes. */
  readonly memory: readonly number[];
  readonly tookMs: number;
}

/** Holds what a soak noted against what is promised. */
export function soakFindings({ ledger, logs, faults, memory, tookMs }: SoakNotes): Finding[] {
  const { examples, took, size } = ledger;
  const total = [...faults.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...faults].map(([name, count]) => `${name} ${count}`).sort();
  const wrong = ledger.count("safe", "wrong") + ledger.count("unsafe", "wrong");
  const unsafe = (["answered", "unknown", "not run"] as const).map(
    (outcome) => `${grouped(ledger.count("unsafe", outcome))} ${outcome}`,
  );
  return [
    measured("faults", `${total} in ${Math.round(tookMs / 1_000)} s`),
    ...inLines(kinds, 4).map((line) => measured("", line)),
    exactly("calls settled, each once", size, ledger.settledOnce),
    exactly("answers of another call, other errors", 0, wrong, examples),
    exactly("safe calls answered", ledger.total("safe"), ledger.count("safe", "answered"), examples),
    measured("unsafe calls", unsafe.join(", ")),
    exactly("unsafe calls that the servers' logs show twice", 0, logs.twice.length, logs.twice),
    exactly("calls whose outcome was told wrongly", 0, logs.untrue.length, logs.untrue),
    measured(
      "from the call to its end",
      `median ${milliseconds(quantile(took, 0.5))}, p99 ${milliseconds(quantile(took, 0.99))}, slowest ${milliseconds(Math.max(...took))}`,
    ),
    flatMemory(memory),
  ];
}

function flatMemory(memory: readonly number[]): Finding {
  const [warm = 0] = memory;
  const end = memory.at(-1) ?? warm;
  return {
    what: "memory after a tenth of the calls, and at the end",
    promised: `grows by less than ${megabytes(flatBytes)}`,
    measured: `${megabytes(warm)}, ${megabytes(end)}`,
    kept: end - warm < flatBytes,
    examples: [`after each tenth: ${memory.map(megabytes).join(", ")}`],
  };
}

function inLines(words: readonly string[], perLine: number): string[] {
  const lines: string[] = [];
  for (let index = 0; index < words.length; index += perLine) {
    lines.push(words.slice(index, index + perLine).join(", "));
  }
  return lines;
}
