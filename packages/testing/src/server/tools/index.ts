import type { Catalogue } from "../catalogue.js";
import type { Note } from "../note.js";
import type { ServerSettings } from "../options.js";
import type { ReferenceTool } from "../tool.js";
import { askingTools } from "./asking.js";
import { changingTools } from "./changing.js";
import { contentTools } from "./content.js";
import { failingTools } from "./failing.js";
import { notingTools } from "./noting.js";
import { childPidTool, processTools } from "./process.js";
import { rememberingTools } from "./remembering.js";
import { samplingTools } from "./sampling.js";
import { structuredTools } from "./structured.js";
import { tearingTools } from "./tearing.js";
import { textTools } from "./text.js";
import { workingTools } from "./working.js";

/** The tools that make sense for a server, before `tools` chooses among them. */
export function availableTools(
  settings: ServerSettings,
  catalogue: Catalogue,
  note: Note,
  childPid: number | undefined,
): ReferenceTool[] {
  const all = [
    ...textTools,
    ...contentTools,
    ...structuredTools,
    ...failingTools,
    ...processTools,
    ...changingTools(catalogue),
    ...workingTools(),
    ...rememberingTools(),
    ...askingTools(),
    ...samplingTools(),
    ...notingTools(note),
    ...tearingTools,
    ...(childPid === undefined ? [] : [childPidTool(childPid)]),
  ];
  return all.filter(
    ({ transports, eras }) =>
      (transports?.includes(settings.transport) ?? true) && (eras?.includes(settings.era) ?? true),
  );
}
