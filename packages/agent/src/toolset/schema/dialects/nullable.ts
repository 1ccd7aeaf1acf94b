import { isSchemaObject, type JsonSchema } from "../json-schema.js";
import type { NarrowDialect } from "./narrow-dialect.js";
import type { Offer } from "./offer.js";

/** What an offer takes, or `null`. */
export function orNull({ schema, restore }: Offer, dialect: NarrowDialect): Offer {
  return {
    schema: dialect.hasNullType ? withNullType(schema) : withMark(schema),
    ...(restore && { restore: (value, nulls) => (value === null ? null : restore(value, nulls)) }),
  };
}

function withNullType(schema: JsonSchema): JsonSchema {
  const { type, enum: values, anyOf } = schema;
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...anyOf.filter(isNotNull), { type: "null" }] };
  if (Array.isArray(type) && type.includes("null")) return schema;
  if (typeof type === "string" && type !== "object" && type !== "array")
    return {
      ...schema,
      type: [type, "null"],
      ...(Array.isArray(values) && { enum: [...values, null] }),
    };
  return { anyOf: [schema, { type: "null" }] };
}

function isNotNull(schema: unknown): boolean {
  return !isSchemaObject(schema) || schema.type !== "null";
}

/** With `anyOf` nothing else may stand beside it, so one of the alternatives may be null. */
function withMark(schema: JsonSchema): JsonSchema {
  const { anyOf } = schema;
  if (!Array.isArray(anyOf)) return { ...schema, nullable: true };
  return {
    ...schema,
    anyOf: anyOf.map((inner, index) => (index === 0 ? { ...inner, nullable: true } : inner)),
  };
}
