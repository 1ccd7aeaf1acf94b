import { matchesName } from "../connection/tool-limits.js";

/** How much of a result the model sees: so many characters, or about so many tokens. */
export type Budget = { readonly characters: number } | { readonly tokens: number };

/** How results that are too long for the model are treated. */
export type ResultLimit = Budget & {
  /**
   * Other limits for single tools, by patterns of the names that the model knows: `*` stands for any characters. The first
   * that fits counts; `false` is no limit.
   */
  readonly tools?: Readonly<Record<string, Budget | false>>;
  /**
   * How much of what was cut off is kept for `read_result`, in bytes for each thread. What was not read for longest goes
   * first. All threads together have four times as much.
   * @default 67_108_864
   */
  readonly keepBytes?: number;
};

/** What a {@link ResultLimit} has when it does not say otherwise. */
export const resultLimitDefaults = { keepBytes: 67_108_864 } as const;

/** The smallest limit: the note about what was cut off takes some room itself. */
export const smallestBudget = { characters: 1_000, tokens: 250 } as const;

/** The budget of one tool, or `undefined` where it has none. */
export function budgetOf({ tools, ...limit }: ResultLimit, tool: string): Budget | undefined {
  const special = Object.entries(tools ?? {}).find(([pattern]) => matchesName(pattern, tool))?.[1];
  return special === false ? undefined : (special ?? limit);
}
