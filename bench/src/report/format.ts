import type { Metric } from "../measurement.js";

/** A value with its unit, at a precision that can be read. */
export function formatValue(value: number, { unit }: Metric): string {
  return unit === "×" ? formatRatio(value) : `${formatNumber(value)} ${unit}`;
}

/** `1.07`, `0.213`, `14.2`. */
export function formatRatio(ratio: number): string {
  return ratio.toFixed(ratio < 0.3 ? 3 : ratio < 10 ? 2 : 1);
}

/** Three digits or more; thousands are grouped. */
function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+$)/g, digits === 0 ? " " : "");
}
