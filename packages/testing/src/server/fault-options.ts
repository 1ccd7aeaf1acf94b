/** How a reference server misbehaves. */
export interface ReferenceServerFaults {
  /** Writes two lines to stdout that are no JSON-RPC before it serves (stdio only). @default false */
  readonly prefixStdoutNoise?: boolean;
  /** Waits so many milliseconds before it serves. @default 0 */
  readonly startupDelayMs?: number;
  /** Writes this to stderr and exits with code 1 instead of serving. */
  readonly crashOnStart?: string;
  /** While this file exists, it exits with code 1 instead of serving, and writes what is in the file to stderr. */
  readonly brokenWhileFile?: string;
  /** Exits with code 1 as soon as a client has opened a session (legacy era only). @default false */
  readonly dieAfterHandshake?: boolean;
  /** Exits with code 1 as soon as it has answered so many tool calls; those that are still under way are lost. */
  readonly dieAfterCalls?: number;
  /**
   * Exits with code 1 when this file appears, and removes it first: of several servers with one file, one ends, once.
   * The folder of the file must exist.
   */
  readonly dieWhenFile?: string;
  /** Writes a megabyte to stderr before it serves, and again for each tool call. @default false */
  readonly floodStderr?: boolean;
  /** @default false */
  readonly ignoreSigterm?: boolean;
  /** Lives on when its stdin ends. @default false */
  readonly ignoreStdinEnd?: boolean;
  /** Starts a process of its own that lives long, holds its pipes and ignores SIGTERM; the tool `child_pid` tells which. @default false */
  readonly spawnChild?: boolean;
}

export const faultDefaults = {
  prefixStdoutNoise: false,
  startupDelayMs: 0,
  dieAfterHandshake: false,
  floodStderr: false,
  ignoreSigterm: false,
  ignoreStdinEnd: false,
  spawnChild: false,
} as const satisfies ReferenceServerFaults;
