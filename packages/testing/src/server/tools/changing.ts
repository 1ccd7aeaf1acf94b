import { z } from "zod";
import type { Catalogue } from "../catalogue.js";
import { defineTool, type ReferenceTool } from "../tool.js";

/** Tools that change the server. */
export function changingTools(catalogue: Catalogue): ReferenceTool[] {
  let count = 0;
  return [
    defineTool({
      name: "counter",
      description: "Counts its calls, for the whole process.",
      annotations: { readOnlyHint: false, idempotentHint: false },
      run: () => String(++count),
    }),
    defineTool({
      name: "grow",
      description: "Adds a tool to the server.",
      run: () => `added ${catalogue.grow().name}`,
    }),
    defineTool({
      name: "shrink",
      description: "Removes the tool that was added last.",
      run() {
        const removed = catalogue.shrink();
        if (removed !== undefined) return `removed ${removed.name}`;
        return { content: [{ type: "text", text: "There is no added tool to remove." }], isError: true };
      },
    }),
    defineTool({
      name: "redescribe",
      description: "Gives a tool of the server another description.",
      input: { tool: z.string(), description: z.string() },
      run({ tool, description }) {
        if (catalogue.redescribe(tool, description)) return `described ${tool} anew`;
        return { content: [{ type: "text", text: `There is no tool "${tool}".` }], isError: true };
      },
    }),
  ];
}
