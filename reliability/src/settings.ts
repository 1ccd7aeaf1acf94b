import { parseArgs } from "node:util";

/** How much is done, and with which chances. */
export interface Settings {
  /** How many calls the soak makes. */
  readonly calls: number;
  /** How often a server is killed, and a team closed. */
  readonly times: number | undefined;
  /** Where the random numbers begin: the same seed makes the same faults. */
  readonly seed: number;
}

/** What a command line asks for. */
export interface Wanted {
  /** The program to run; all of them when it is missing. */
  readonly name: string | undefined;
  readonly settings: Settings;
}

/** A command line that cannot be understood. */
export class UsageError extends TypeError {
  override readonly name = "UsageError";
}

const seeds = 2 ** 31;

/**
 * Reads `[name] [--calls N] [--times N] [--seed N]`.
 *
 * @throws UsageError
 */
export function readArguments(args: readonly string[], names: readonly string[]): Wanted {
  const { values, positionals } = parsed(args);
  const [name, ...rest] = positionals;
  if (rest.length > 0 || (name !== undefined && !names.includes(name))) {
    throw new UsageError(`"${positionals.join(" ")}" is none of the programs: ${names.join(", ")}.`);
  }
  return {
    name,
    settings: {
      calls: count("calls", values.calls) ?? 20_000,
      times: count("times", values.times),
      seed: count("seed", values.seed) ?? 1 + Math.floor(Math.random() * (seeds - 1)),
    },
  };
}

function parsed(args: readonly string[]) {
  const option = { type: "string" } as const;
  const options = { calls: option, times: option, seed: option };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0 && value < seeds) return value;
  throw new UsageError(`--${name} must be a whole number from 1 to ${seeds - 1}, not "${text}".`);
}
