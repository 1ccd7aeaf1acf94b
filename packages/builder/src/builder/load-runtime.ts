/** What a builder needs from when it connects on. */
export type ConnectionRuntime = typeof import("./connection-runtime.js");

/** What it needs to make a team. */
export type TeamRuntime = typeof import("./team-runtime.js");

/**
 * Loads what connections run on: not when this package is imported, which a program may do long before it builds a team, or only
 * to have its options checked.
 */
export function loadConnectionRuntime(): Promise<ConnectionRuntime> {
  return import("./connection-runtime.js");
}

/** Loads what a team runs on. Whoever wants the tools alone does without it. */
export function loadTeamRuntime(): Promise<TeamRuntime> {
  return import("./team-runtime.js");
}
