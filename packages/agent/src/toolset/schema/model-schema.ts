import type { JsonSchema7Type } from "@langchain/core/utils/json_schema";
import { toOpenAi } from "./dialects/open-ai.js";
import { readSchema } from "./read-schema.js";

/** An input schema that a model can be given, or why there is none. */
export type ModelSchema = { readonly schema: JsonSchema7Type } | { readonly reason: string };

/** Lists are merged again whenever one of them changes; what is in them rarely does. */
const written = new WeakMap<object, JsonSchema7Type>();

/**
 * Makes a server's input schema acceptable to models of any provider without losing what it means. Each call of a model
 * has it in the dialect of its provider; this is the one that most of them take.
 */
export function toModelSchema(inputSchema: unknown): ModelSchema {
  const reading = readSchema(inputSchema);
  if (!("schema" in reading)) return reading;
  const known = written.get(reading.schema);
  if (known) return { schema: known };
  try {
    const schema = toOpenAi(reading.schema) as JsonSchema7Type;
    written.set(reading.schema, schema);
    return { schema };
  } catch (error) {
    return { reason: `its input schema cannot be written for models: ${(error as Error).message}` };
  }
}
