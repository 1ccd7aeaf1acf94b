import type { Ledger } from "./ledger.js";
import type { Target } from "./target.js";

/** What the servers' own logs say against what the callers were told. */
export interface Comparison {
  /** Unsafe calls that ran more than once. */
  readonly twice: readonly string[];
  /** Calls that were answered and did not run, or that were said not to have run, and did. */
  readonly untrue: readonly string[];
}

/** Compares how often each unsafe call ran with how it ended for its caller. */
export function compareLogs(targets: readonly Target[], ledger: Ledger): Comparison {
  const runs = new Map<number, number>();
  for (const { event, tool, input } of targets.flatMap((target) => target.log())) {
    const key = event === "start" ? keyOf(tool, input) : undefined;
    if (key !== undefined) runs.set(key, (runs.get(key) ?? 0) + 1);
  }
  const twice = [...runs]
    .filter(([, times]) => times > 1)
    .map(([key, times]) => `call ${key} ran ${times} times`);
  const untrue = [...ledger.unsafe()].flatMap(([number, outcome]) => {
    const times = runs.get(number) ?? 0;
    const isTrue = outcome === "answered" ? times > 0 : outcome !== "not run" || times === 0;
    return isTrue ? [] : [`call ${number}, "${outcome}", ran ${times} times`];
  });
  return { twice, untrue };
}

/** The number of an unsafe call, which is part of what it was called with. */
function keyOf(tool: string, input: unknown): number | undefined {
  const { key, message } = input as { readonly key?: string; readonly message?: string };
  if (tool === "slow_write") return Number(key);
  return tool === "fail" ? Number(message) : undefined;
}
