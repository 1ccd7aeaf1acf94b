import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  /** Only scenarios whose names contain one of these. All where there is none. */
  readonly names: readonly string[];
}

export const usage =
  "Usage: pnpm conformance [scenario …]     such as: pnpm conformance sse-retry auth/scope";

/** The command line is wrong. */
export class UsageError extends TypeError {}

/**
 * Reads `[scenario …]`: names, or parts of them.
 *
 * @throws UsageError when it holds anything else
 */
export function readOptions(args: readonly string[]): Options {
  try {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    return { names: positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
