import type { TeamPrompts } from "../prompts/team-prompts.js";
import type { TeamResources } from "../resources/team-resources.js";
import type { Toolset } from "../toolset/toolset.js";

/** What a run has to work with, until it is disposed. */
export interface RunAccess extends Disposable {
  readonly toolset: Toolset;
  readonly resources: TeamResources;
  readonly prompts: TeamPrompts;
  /** Does something with it, for the run. */
  within<T>(action: () => T): T;
}

/** How long a run waits for what it works with. */
export interface AccessOptions {
  readonly signal?: AbortSignal | undefined;
  /** The time that the run has, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

/** Gives runs what they work with: the same to all, or to each what belongs to its principal. */
export interface TeamAccess {
  /** Whom what is kept for a run belongs to: nobody else may see it. The same text for all where all share everything. */
  ownerOf(context: unknown): string;
  /** @param context - the `context` of the run @throws ConfigurationError when it does not tell whom the run is for */
  enter(context: unknown, options?: AccessOptions): Promise<RunAccess>;
}

/** Gives all runs the same. */
export function sharedAccess(shared: Pick<RunAccess, "toolset" | "resources" | "prompts">): TeamAccess {
  const access: RunAccess = { ...shared, within: (action) => action(), [Symbol.dispose]: () => {} };
  return { ownerOf: () => "", enter: async () => access };
}
