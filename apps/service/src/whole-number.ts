/** Which whole numbers an option or a setting may be. */
export interface WholeNumberRange {
  readonly least: number;
  readonly most: number;
}

/** Says in words which numbers a range has. @param example - one of them */
export function describeRange({ least, most }: WholeNumberRange, example: number): string {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return `a whole number ${range}, such as ${example}`;
}

export function isInRange(value: unknown, { least, most }: WholeNumberRange): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}
