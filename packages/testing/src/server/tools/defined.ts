import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ReferenceTool } from "../tool.js";

const definitions = z.array(
  z.object({
    name: z.string().min(1),
    description: z.string(),
    inputSchema: z.record(z.string(), z.unknown()),
    annotations: z.record(z.string(), z.unknown()).optional(),
    result: z.string().optional(),
  }),
);

/**
 * The tools that a file defines.
 *
 * @throws when the file cannot be read, or holds something else
 */
export function definedTools(file: string): ReferenceTool[] {
  return definitions
    .parse(JSON.parse(readFileSync(file, "utf8")))
    .map(({ name, description, inputSchema, annotations, result }) => ({
      name,
      description,
      input: z.fromJSONSchema(inputSchema) as z.ZodObject,
      ...(annotations && { annotations }),
      run: (input) => ({
        content: [{ type: "text", text: result ?? `${name} was called with ${JSON.stringify(input)}` }],
      }),
    }));
}
