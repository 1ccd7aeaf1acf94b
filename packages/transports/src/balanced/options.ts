import type { Logger } from "pino";
import type { ReconnectPolicy } from "../reconnecting/options.js";

/**
 * Which replica a call goes to: the next in turn, the one with the fewest calls in flight (in turn where several have as few),
 * or the first that is ready, in the order in which they were given.
 */
export type Strategy = "round-robin" | "least-busy" | "first-available";

/** When a replica that is reached but fails is kept out. */
export interface CircuitPolicy {
  /**
   * After so many calls in a row that were lost or timed out the replica gets no more. A server that answers with an error has
   * not failed. Calls that are lost together count once.
   * @default 5
   */
  readonly maxFailures?: number;
  /**
   * Then a call is sent to it as a trial: an answer lets it back, and after a failure it is kept out twice as long. In milliseconds.
   * @default 1_000
   */
  readonly retryAfterMs?: number;
  /** The longest time that it is kept out, in milliseconds. @default 30_000 */
  readonly maxRetryAfterMs?: number;
}

/** How calls are spread over the replicas of a server. */
export interface BalancedOptions extends ReconnectPolicy {
  /** The time that opening one replica may take, handshake included, in milliseconds. */
  readonly timeoutMs: number;
  /** @default "least-busy" */
  readonly strategy?: Strategy;
  /**
   * For servers that keep state between calls: all calls go to one replica for as long as it is ready, and to another one from
   * then on.
   * @default false
   */
  readonly sticky?: boolean;
  readonly circuit?: CircuitPolicy;
  /** Where each replica is, as it may be shown, in the order of the replicas. */
  readonly urls?: readonly string[];
  /** The server's name in errors and logs. */
  readonly name?: string;
  readonly logger?: Logger;
}

export const circuitDefaults = {
  maxFailures: 5,
  retryAfterMs: 1_000,
  maxRetryAfterMs: 30_000,
} as const satisfies CircuitPolicy;

export const balancedDefaults = {
  strategy: "least-busy",
  sticky: false,
} as const satisfies Partial<BalancedOptions>;
