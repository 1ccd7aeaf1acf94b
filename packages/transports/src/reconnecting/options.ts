/** When to reopen a lost line, how often, and when to give up. Durations are milliseconds. */
export interface ReconnectPolicy {
  /**
   * After so many failures in a row the line has failed. Counted are attempts that did not succeed, and sessions that ended
   * before they had proved stable. `Infinity` never gives up.
   * @default 10
   */
  readonly maxAttempts?: number;
  /**
   * The first attempt is made at once; the ceiling of the pause before the second one. It doubles with each further failure.
   * @default 250
   */
  readonly initialDelayMs?: number;
  /** @default 30_000 */
  readonly maxDelayMs?: number;
  /**
   * A session has proved stable when it lasted so long, or has answered a call.
   * @default 10_000
   */
  readonly stableAfterMs?: number;
  /**
   * How often one request is sent at most: one that ends its server each time must not do so for ever.
   * @default 6
   */
  readonly maxSends?: number;
}

export const reconnectDefaults = {
  maxAttempts: 10,
  initialDelayMs: 250,
  maxDelayMs: 30_000,
  stableAfterMs: 10_000,
  maxSends: 6,
} as const satisfies ReconnectPolicy;
