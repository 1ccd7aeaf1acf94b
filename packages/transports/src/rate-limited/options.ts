/** How much one server is asked to do. Whatever is not given is not limited. */
export interface RateLimit {
  /**
   * So many calls may be sent in any window of {@link RateLimit.perMs}. Calls are `tools/call`, `resources/read`,
   * `prompts/get` and `completion/complete`; everything else passes freely.
   */
  readonly calls?: number;
  /**
   * The length of the window, in milliseconds. The window that is kept is a tenth longer, at most 100 ms: calls that were
   * sent at even distances arrive at uneven ones.
   * @default 1_000
   */
  readonly perMs?: number;
  /**
   * So many calls may run at once. A call ends with its answer, or when the server is told that it is cancelled: it has to
   * stop then, and gives no answer.
   */
  readonly concurrent?: number;
  /**
   * So many calls may wait for their turn; one more is refused at once.
   * @default 1_000
   */
  readonly maxQueued?: number;
}

export const rateLimitDefaults = { perMs: 1_000, maxQueued: 1_000 } as const satisfies RateLimit;
