import { parseArgs } from "node:util";

/** What a command line asks for. */
export interface Options {
  /** The measurements to make: those with these names, or whose names begin with them; all of them when it is empty. */
  readonly names: readonly string[];
  readonly quick: boolean;
  /** Whether the ratios are compared with the last results, which stay as they are. */
  readonly check: boolean;
  /** Whether what is measured takes its place in the last results, where only a part is measured. */
  readonly keep: boolean;
  /** Whether the peers of `bench/peers` are measured too. */
  readonly peers: boolean;
  /** How long all of it may take, about. */
  readonly minutes: number;
}

/** A command line that cannot be understood. */
export class UsageError extends TypeError {
  override readonly name = "UsageError";
}

export const usage = "Usage: pnpm bench [name …] [--quick] [--check] [--keep] [--peers] [--minutes N]";

/**
 * Reads `[name …] [--quick] [--check] [--keep] [--peers] [--minutes N]`.
 *
 * @param known - the names of all measurements
 * @throws UsageError
 */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  for (const name of positionals) {
    if (!known.some((each) => each.startsWith(name)))
      throw new UsageError(`No measurement begins with "${name}". There are: ${known.join(", ")}.`);
  }
  const { quick = false, check = false, keep = false, peers = false } = values;
  return { names: positionals, quick, check, keep, peers, minutes: minutesOf(values.minutes) };
}

function parsed(args: readonly string[]) {
  const flag = { type: "boolean" } as const;
  const options = { quick: flag, check: flag, keep: flag, peers: flag, minutes: { type: "string" } } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function minutesOf(text = "10"): number {
  const value = Number(text);
  if (value > 0 && value <= 600) return value;
  throw new UsageError(`--minutes must be a number above 0 and at most 600, not "${text}".`);
}
