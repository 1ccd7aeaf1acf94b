/** How a block is run. */
export interface Settings {
  /** Whether little is done, to see that it works; the numbers say little then. */
  readonly quick: boolean;
  /** Lets the other blocks of the round go on. Resolves when it is this one's turn again. */
  rest(): Promise<void>;
}

/** One number that a measurement finds. */
export interface Metric {
  readonly title: string;
  readonly unit: "µs" | "ms" | "calls/s" | "MB" | "kB" | "×";
  readonly better: "lower" | "higher";
}

/** What the project wants to reach. */
export interface Goal {
  readonly metric: string;
  readonly subject: string;
  /** What its value is divided by; missing when the value itself counts. */
  readonly of?: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Why it falls short, as the profile shows it. */
  readonly shortfall?: string;
}

/** The numbers of one block, by metric. */
export type Block = Readonly<Record<string, number>>;

/** Work that several subjects do side by side: libraries, or ways to do the same. */
export interface Measurement {
  readonly title: string;
  /** What is compared, by name: a library, or else with a title of its own. */
  readonly subjects: Readonly<Record<string, string>>;
  /** The subject that the ratios refer to. */
  readonly base: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly goals: readonly Goal[];
  /** Its share of the time, beside the others'. @default 1 */
  readonly weight?: number;
  /** How long one block may go on without a rest before it counts as hung, in milliseconds. @default 60_000 */
  readonly blockTimeoutMs?: number;
  /** One block of one subject, in a process of its own. */
  run(subject: string, settings: Settings): Promise<Block>;
}

/**
 * Does a part of a block's work at a time, with a rest before each: what slows the machine for a moment slows all blocks of the
 * round. To warm up is work of this kind, too: of a process that rests for 8 seconds V8 throws away what it has compiled, and a
 * call compiles for the first 20,000 or 30,000 times, which takes about as much as the calls.
 */
export async function inParts({ rest }: Settings, parts: number, work: () => Promise<void>): Promise<void> {
  for (let done = 0; done < parts; done++) {
    await rest();
    await work();
  }
}

/** The number of times something is done: few of them where little is to be done. */
export function times({ quick }: Pick<Settings, "quick">, full: number, few = Math.ceil(full / 10)): number {
  return quick ? few : full;
}
