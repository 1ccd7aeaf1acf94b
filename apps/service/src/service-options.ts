import type { GuardOptions, Identity } from "@mcp-team/agent";
import type { Logger } from "pino";
import type { WholeNumberRange } from "./whole-number.js";

/** Who may ask a service, and how it treats what is asked. */
export interface ServiceOptions extends GuardOptions {
  /**
   * Makes the `context` of each run from who asks. `undefined` stands for somebody who was not asked who they are.
   * @default runs have no context
   */
  readonly context?: (identity: Identity | undefined) => unknown;
  /** Receives lines for each request, also of who asked for what. @default nothing is logged */
  readonly logger?: Logger;
  /** The names of servers that `/ready` does not ask for. @default [] */
  readonly optionalServers?: readonly string[];
  /** The largest body, in bytes. A larger one is answered with 413. @default 1_048_576 */
  readonly bodyLimitBytes?: number;
  /** The longest run, in milliseconds. A longer one is aborted and answered with 504. @default 120_000 */
  readonly runTimeoutMs?: number;
  /** How long running requests may take once the service drains, in milliseconds. @default 30_000 */
  readonly drainTimeoutMs?: number;
}

export const serviceDefaults = {
  bodyLimitBytes: 1_048_576,
  runTimeoutMs: 120_000,
  drainTimeoutMs: 30_000,
} as const;

/** The longest time that a timer of Node.js can wait, in milliseconds. */
const longestMs = 2_147_483_647;

/** What the options that are numbers may be. */
export const serviceRanges = {
  bodyLimitBytes: { least: 1, most: Number.MAX_SAFE_INTEGER },
  runTimeoutMs: { least: 1, most: longestMs },
  drainTimeoutMs: { least: 0, most: longestMs },
} as const satisfies Readonly<Record<keyof typeof serviceDefaults, WholeNumberRange>>;
