import { ConfigurationError } from "@mcp-team/transports/settings";
import type { ToolPinChange } from "./pin-changes.js";
import { isPin } from "./pins-document.js";
import { changePinsFile, pinsPath } from "./pins-file.js";

/**
 * Pins tools as they are now, in the place of what was pinned. Teams that are built afterwards offer them again.
 *
 * @param file - the file that was given to `withToolPins`
 * @param changes - those of `team.toolPinChanges` that somebody looked at
 * @throws ConfigurationError when the file is broken, or cannot be written, or when the changes are none
 */
export async function acceptToolPins(file: string | URL, changes: readonly ToolPinChange[]): Promise<void> {
  const path = pinsPath(file);
  assertChanges(changes);
  await changePinsFile(path, (pins) => {
    for (const { server, tool, after } of changes) {
      const tools = pins.get(server) ?? new Map();
      pins.set(server, tools.set(tool, after));
    }
  });
}

/** What is none would make the file useless. */
function assertChanges(changes: unknown): asserts changes is readonly ToolPinChange[] {
  if (Array.isArray(changes) && changes.every(isChange)) return;
  const message = "must be a list of changes, as `team.toolPinChanges` has them";
  throw new ConfigurationError([{ path: "changes", message }], {
    hint: "Give `team.toolPinChanges`, or those of them that somebody looked at.",
  });
}

function isChange(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { server, tool, after } = value as Partial<Record<keyof ToolPinChange, unknown>>;
  return typeof server === "string" && typeof tool === "string" && isPin(after);
}
