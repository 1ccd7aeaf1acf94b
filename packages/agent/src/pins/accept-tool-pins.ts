import type { ToolPinChange } from "./pin-changes.js";
import { changePinsFile, pinsPath } from "./pins-file.js";

/**
 * Pins tools as they are now, in the place of what was pinned. Teams that are built afterwards offer them again.
 *
 * @param file - the file that was given to `withToolPins`
 * @param changes - those of `team.toolPinChanges` that somebody looked at
 * @throws ConfigurationError when the file is broken, or cannot be written
 */
export async function acceptToolPins(file: string | URL, changes: readonly ToolPinChange[]): Promise<void> {
  await changePinsFile(pinsPath(file), (pins) => {
    for (const { server, tool, after } of changes) {
      const tools = pins.get(server) ?? new Map();
      pins.set(server, tools.set(tool, after));
    }
  });
}
