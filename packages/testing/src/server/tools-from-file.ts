import { readFileSync } from "node:fs";
import type { ServerSettings } from "./options.js";

/** The names of the tools that a server is to offer, from its options or its file; none means all. */
export function chosenTools({ tools, toolsFromFile }: ServerSettings): {
  readonly tools?: readonly string[] | undefined;
  readonly problem?: string;
} {
  if (toolsFromFile === undefined) return { tools };
  try {
    return { tools: readFileSync(toolsFromFile, "utf8").split(/\s+/).filter(Boolean) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `toolsFromFile: ${toolsFromFile} cannot be read (${reason})` };
  }
}
