import { describe, type JsonSchema } from "./json-schema.js";

/**
 * A schema without what a dialect cannot say; its description says it, in the words of JSON Schema, which models read as
 * they read prose.
 */
export function tell(schema: JsonSchema, unsaid: JsonSchema): JsonSchema {
  return Object.keys(unsaid).length > 0 ? describe(schema, `Has to fit: ${JSON.stringify(unsaid)}`) : schema;
}

/** Parts a schema into the keywords that fit, and the others. */
export function partition(
  schema: JsonSchema,
  fits: (keyword: string, value: unknown) => boolean,
): [said: JsonSchema, unsaid: JsonSchema] {
  const entries = Object.entries(schema);
  return [
    Object.fromEntries(entries.filter(([keyword, value]) => fits(keyword, value))),
    Object.fromEntries(entries.filter(([keyword, value]) => !fits(keyword, value))),
  ];
}
