import { median } from "../measure/quantile.js";

/**
 * What one thing is to another, where both were measured in the same rounds: taken within each round, so that what slows the machine for a
 * while slows both sides of it.
 *
 * @returns the median of the rounds; nothing when there is none in which both were measured
 */
export function medianRatio(
  above: readonly (number | null)[],
  below: readonly (number | null)[],
): number | undefined {
  const ratios = above.flatMap((number, round) => {
    const other = below[round] ?? null;
    return number === null || other === null ? [] : number / other;
  });
  return ratios.length > 0 ? median(ratios) : undefined;
}
