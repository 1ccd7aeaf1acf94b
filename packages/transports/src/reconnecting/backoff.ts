/** What the pauses between attempts depend on. */
export interface BackoffOptions {
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
}

/**
 * The pause before an attempt: exponential with full jitter, capped. The first attempt is made at once.
 *
 * @param failures - how many failures in a row came before it
 * @param random - from 0 to 1
 * @returns milliseconds
 */
export function pauseBefore(
  failures: number,
  { initialDelayMs, maxDelayMs }: BackoffOptions,
  random: () => number = Math.random,
): number {
  if (failures === 0) return 0;
  return random() * Math.min(maxDelayMs, initialDelayMs * 2 ** (failures - 1));
}
