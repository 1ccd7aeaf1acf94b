import type { Measurement } from "../measurement.js";

/** The time that each measurement may take, by name, in milliseconds. */
export function timeShares(
  measurements: Readonly<Record<string, Measurement>>,
  totalMs: number,
): Readonly<Record<string, number>> {
  const weights = Object.entries(measurements).map(([name, { weight = 1 }]) => [name, weight] as const);
  const all = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return Object.fromEntries(weights.map(([name, weight]) => [name, (weight / all) * totalMs]));
}

/** A list in a random order. */
export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
