/** How bytes travel in one direction, for all connections of a proxy. */
export interface Conditions {
  /** Nothing passes, not even the end of a connection. */
  stalled: boolean;
  /** How long each byte is under way, in milliseconds. */
  delayMs: number;
  /** For each connection; `Infinity` where there is no limit. */
  bytesPerSecond: number;
}

/** An undisturbed line. */
export function fairConditions(): Conditions {
  return { stalled: false, delayMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY };
}
