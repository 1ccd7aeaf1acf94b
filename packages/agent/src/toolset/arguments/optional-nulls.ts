import { isSchemaObject, type JsonSchema } from "../schema/json-schema.js";

/** Arguments without those that are `null` and may be missing. Nothing where there are none. */
export function withoutOptionalNulls(schema: JsonSchema, args: unknown): JsonSchema | undefined {
  if (!isSchemaObject(args)) return undefined;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const given = Object.entries(args);
  const kept = given.filter(([name, value]) => value !== null || required.includes(name));
  return kept.length < given.length ? Object.fromEntries(kept) : undefined;
}
