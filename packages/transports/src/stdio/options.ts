import { constants } from "node:buffer";
import type { Logger } from "pino";
import type { Confinement } from "./confine/options.js";

/** How to start and stop a local MCP server that speaks over its standard input and output. */
export interface StdioOptions extends Confinement {
  /** The program, looked up in `PATH`. */
  readonly command: string;
  /** @default [] */
  readonly args?: readonly string[];
  /**
   * Environment variables for the process, besides the SDK's safe set (`HOME`, `PATH`, …) and `PYTHONUNBUFFERED=1`.
   * Their values are masked in errors and logs.
   */
  readonly env?: Readonly<Record<string, string>>;
  /** @default the working directory of this process */
  readonly cwd?: string;
  /** The server's name in errors and logs. */
  readonly name?: string;
  /**
   * The time from the start to the end of the MCP handshake, in milliseconds. The transport only quotes it: the client
   * that does the handshake keeps it.
   * @default 10_000
   */
  readonly timeoutMs?: number;
  /**
   * The longest line that is read, in bytes: at most as long as a string of Node.js can be.
   * @default 536_870_888
   */
  readonly maxMessageBytes?: number;
  /**
   * How much of standard error is kept for error messages, in bytes.
   * @default 16_384
   */
  readonly stderrTailBytes?: number;
  /**
   * How long the server may send no message before it is asked with a `ping`; one that does not answer within `timeoutMs`
   * is lost. In milliseconds.
   * @default never
   */
  readonly silenceTimeoutMs?: number;
  /**
   * How long `close()` waits after the end of stdin, and again after SIGTERM, before it takes the next step, in
   * milliseconds.
   * @default 2_000
   */
  readonly closeGraceMs?: number;
  /** Receives standard error at `debug`, and noise on standard output at `warn`. */
  readonly logger?: Logger;
}

export const stdioDefaults = {
  timeoutMs: 10_000,
  maxMessageBytes: constants.MAX_STRING_LENGTH,
  stderrTailBytes: 16 * 1024,
  closeGraceMs: 2_000,
} as const;
