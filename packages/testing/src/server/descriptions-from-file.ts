import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Reference } from "./reference.js";

const descriptions = z.record(z.string(), z.string());

/**
 * Gives tools the descriptions of the server's file.
 *
 * @returns what is wrong with the file
 */
export function describeFromFile({ settings, catalogue }: Reference): string | undefined {
  const { descriptionsFromFile: file } = settings;
  if (file === undefined) return undefined;
  try {
    const given = descriptions.parse(JSON.parse(readFileSync(file, "utf8")));
    for (const [name, description] of Object.entries(given)) {
      if (!catalogue.redescribe(name, description))
        return `descriptionsFromFile: this server has no tool "${name}"`;
    }
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `descriptionsFromFile: ${file} cannot be read (${reason})`;
  }
}
