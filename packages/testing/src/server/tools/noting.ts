import { z } from "zod";
import type { Note } from "../note.js";
import { defineTool, type ReferenceTool } from "../tool.js";

/** The tool that changes a resource. */
export function notingTools(note: Note): ReferenceTool[] {
  return [
    defineTool({
      name: "write_note",
      description: "Writes the note that is the resource text://note, and tells those who subscribed to it.",
      input: { text: z.string() },
      annotations: { readOnlyHint: false, idempotentHint: true },
      run({ text }) {
        note.write(text);
        return "written";
      },
    }),
  ];
}
