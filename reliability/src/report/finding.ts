/** What was promised of one thing, and what was measured. */
export interface Finding {
  readonly what: string;
  readonly promised: string;
  readonly measured: string;
  /** Whether the promise was kept. */
  readonly kept: boolean;
  /** What went wrong, a few examples of it. */
  readonly examples?: readonly string[];
}

/** A count that was promised exactly. */
export function exactly(
  what: string,
  promised: number,
  measured: number,
  examples: readonly string[] = [],
): Finding {
  return {
    what,
    promised: grouped(promised),
    measured: grouped(measured),
    kept: promised === measured,
    examples,
  };
}

/** A duration that was promised to be below a limit. */
export function below(what: string, limitMs: number, measuredMs: number): Finding {
  return {
    what,
    promised: `below ${grouped(limitMs)} ms`,
    measured: milliseconds(measuredMs),
    kept: measuredMs < limitMs,
  };
}

/** Something that was measured, and that nothing was promised of. */
export function measured(what: string, value: string): Finding {
  return { what, promised: "", measured: value, kept: true };
}

/** `1234` as `1 234`. */
export function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, " ");
}

/** Two digits below ten, none above. */
export function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : grouped(Math.round(ms))} ms`;
}
