import type { Tool } from "@modelcontextprotocol/client";
import { showInvisible, withoutInvisible } from "./invisible-characters.js";

/** A tool's definition as a model may see it, or why there is none. */
export type ShownDefinition =
  | {
      readonly definition: Tool;
      /** What was taken out of it, as code points. */
      readonly removed: readonly string[];
    }
  | { readonly reason: string };

/** Keywords whose text the model has to repeat, or that decide what is valid: without a part, they are others. */
const exact = new Set(["$anchor", "$ref", "const", "enum", "format", "pattern", "required", "type"]);

/** Where a character that cannot be seen cannot be taken out, either. */
class InexactSchema {
  constructor(readonly path: string) {}
}

/**
 * Takes what nobody can see out of the texts of a definition: title, description, and every text in its input schema.
 * A tool whose names of properties or allowed values have such characters cannot be used: a model could not repeat them.
 */
export function toShownDefinition(tool: Tool): ShownDefinition {
  const removed = new Set<string>();
  const clean = (text: string): string => {
    const visible = withoutInvisible(text);
    for (const each of visible.removed) removed.add(each);
    return visible.text;
  };
  try {
    const inputSchema = cleanSchema(tool.inputSchema, clean) as Tool["inputSchema"];
    const { title, description } = tool;
    const definition = {
      ...tool,
      inputSchema,
      ...(title !== undefined && { title: clean(title) }),
      ...(description !== undefined && { description: clean(description) }),
    };
    return { definition, removed: [...removed] };
  } catch (error) {
    if (!(error instanceof InexactSchema)) throw error;
    return {
      reason: `its schema has invisible characters in what a model would have to repeat, at ${error.path}`,
    };
  }
}

function cleanSchema(schema: unknown, clean: (text: string) => string): unknown {
  const exactly = (text: string, path: string): string => {
    if (withoutInvisible(text).removed.length > 0) throw new InexactSchema(showInvisible(path));
    return text;
  };
  const walk = (value: unknown, path: string, isExact: boolean): unknown => {
    if (typeof value === "string") return isExact ? exactly(value, path) : clean(value);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${path}[${index}]`, isExact));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const place = `${path}.${key}`;
        return [exactly(key, place), walk(inner, place, exact.has(key))];
      }),
    );
  };
  return walk(schema, "inputSchema", false);
}
