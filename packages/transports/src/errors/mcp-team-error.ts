import { channel } from "node:diagnostics_channel";

/** Gets every error of this project when it is made, from all copies of the package: for programs that watch for them. */
const made = channel("mcp-team.error");

const marker = Symbol.for("mcp-team.error");

/** What every error of this project carries besides its message. */
export interface McpTeamErrorOptions {
  /** What to try next, in plain words. */
  readonly hint?: string;
  /** The name of the server that the error is about. */
  readonly server?: string;
  /** Whether the request that failed may have had an effect on the server. */
  readonly effect?: "none" | "unknown";
  /** What was caught. */
  readonly cause?: unknown;
}

/**
 * The base of every error that this project throws.
 *
 * Errors are told apart by {@link McpTeamError.code}, or by `isInstance`, which also works when two copies of a
 * package are installed. Each is published to the channel `mcp-team.error` of `node:diagnostics_channel` when it is made.
 */
export abstract class McpTeamError extends Error {
  /** A stable identifier for programs, such as `"SERVER_START"`. */
  abstract readonly code: string;
  /** What to try next, in plain words. */
  declare readonly hint?: string;
  /** The name of the server that the error is about. */
  declare readonly server?: string;
  /**
   * Whether the request that failed may have had an effect on the server: `"none"` when it certainly never ran there.
   * Nothing where the error is not about a request.
   */
  declare readonly effect?: "none" | "unknown";

  constructor(message: string, options: McpTeamErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    // A printed error shows what is known, and no list of what is not.
    const { hint, server, effect } = options;
    Object.assign(this, hint && { hint }, server && { server }, effect && { effect });
    Object.defineProperty(this, "name", { value: new.target.name, enumerable: false });
    Object.defineProperty(this, marker, { value: true, enumerable: false });
    if (made.hasSubscribers) made.publish(this);
  }

  /** Whether a value is an error of this project, whichever copy of the package made it. */
  static isInstance(value: unknown): value is McpTeamError {
    return typeof value === "object" && value !== null && marker in value;
  }
}

/** Makes the `isInstance` of one error class. */
export function hasCode<E extends McpTeamError>(code: E["code"]): (value: unknown) => value is E {
  return (value): value is E => McpTeamError.isInstance(value) && value.code === code;
}
