import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { CallLog } from "./call-log.js";
import { Catalogue } from "./catalogue.js";
import { afterCall } from "./dying.js";
import { Note } from "./note.js";
import type { ServerSettings } from "./options.js";
import { floodStderr } from "./stderr-flood.js";
import type { ReferenceTool, ToolContext } from "./tool.js";
import { definedTools } from "./tools/defined.js";
import { availableTools } from "./tools/index.js";

/** What all sessions of a server process share. */
export interface Reference {
  readonly settings: ServerSettings;
  readonly catalogue: Catalogue;
  readonly note: Note;
  /** Runs a tool and notes it in the call log. */
  call(tool: ReferenceTool, input: unknown, context: ToolContext): Promise<CallToolResult>;
}

/** Prepares what a server process offers. */
export function createReference(settings: ServerSettings, childPid: number | undefined): Reference {
  const log = new CallLog(settings.log);
  let calls = 0;
  const { definitions } = settings;
  const note = new Note();
  const catalogue = new Catalogue((self) =>
    chosen(
      definitions === undefined ? availableTools(settings, self, note, childPid) : definedTools(definitions),
      settings.tools,
    ),
  );
  return {
    settings,
    catalogue,
    note,
    async call(tool, input, context) {
      const entry = log.start(tool.name, input);
      if (settings.floodStderr) floodStderr();
      context.signal.addEventListener("abort", entry.cancelled, { once: true });
      try {
        return await tool.run(input, context);
      } finally {
        context.signal.removeEventListener("abort", entry.cancelled);
        entry.end();
        void afterCall(settings, ++calls);
      }
    },
  };
}

/** The names in `tools` that the server does not have. */
export function unknownTools({ settings, catalogue }: Reference): string[] {
  const known = new Set(catalogue.tools.map(({ name }) => name));
  return (settings.tools ?? []).filter((name) => !known.has(name));
}

function chosen(tools: readonly ReferenceTool[], names: readonly string[] | undefined): ReferenceTool[] {
  return tools.filter(({ name }) => names?.includes(name) ?? true);
}
