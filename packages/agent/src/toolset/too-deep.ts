import type { Tool } from "@modelcontextprotocol/client";

/** Deeper than what anybody writes, and far from what makes a function that calls itself run out of stack. */
const maxDepth = 200;

/** @returns why the definition of a tool is not looked into, or `undefined` when it is */
export function tooDeepBecause(tool: Tool): string | undefined {
  let level: unknown[] = Object.values(tool);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return `its definition is nested more than ${maxDepth} levels deep`;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return undefined;
}
