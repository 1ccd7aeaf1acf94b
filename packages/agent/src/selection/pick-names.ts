import type { ToolsInUse } from "./tools-in-use.js";

/** What there is to pick from, by name. */
export interface Pickable {
  /** Those that are offered always. */
  readonly always: readonly string[];
  readonly inUse: ToolsInUse;
  /** All, the best first. */
  readonly ranked: readonly string[];
  /** How many can be picked. */
  readonly limit: number;
}

/**
 * Picks the tools to offer: what has to be there, what the conversation is working with now, and then by halves what fits the
 * question and what was of use before, so that neither drives out the other.
 */
export function pickNames({ always, inUse, ranked, limit }: Pickable): string[] {
  const known = new Set([...always, ...ranked]);
  const picked = new Set<string>();
  const take = (names: readonly string[], most: number) => {
    for (const name of names) if (picked.size < most && known.has(name)) picked.add(name);
  };
  take(always, limit);
  take(inUse.now, limit);
  take(ranked, picked.size + Math.ceil((limit - picked.size) / 2));
  take(inUse.before, limit);
  take(ranked, limit);
  return [...picked];
}
