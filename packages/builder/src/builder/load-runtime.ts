/** What a builder needs from when it connects on. */
export type Runtime = typeof import("./runtime.js");

/**
 * Loads what a team runs on: not when this package is imported, which a program may do long before it builds a team, or only to
 * have its options checked.
 */
export function loadRuntime(): Promise<Runtime> {
  return import("./runtime.js");
}
