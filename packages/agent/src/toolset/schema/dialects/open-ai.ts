import { describe, type JsonSchema, mapSubschemas, schemasOf, typesOf } from "../json-schema.js";
import { rootOf } from "./root.js";

/**
 * As OpenAI takes a tool that is not strict, and as others that speak its language do: any JSON Schema, if the root is a
 * plain object and every array says what it holds.
 *
 * Source: the errors of `invalid_function_parameters`, OpenAI API.
 */
export function toOpenAi(schema: JsonSchema): JsonSchema {
  return completeArrays(rootOf(schema)) as JsonSchema;
}

/** A tuple is described as a list of its kinds, with its length and its order in words. */
function completeArrays(node: unknown): unknown {
  if (typeof node !== "object" || node === null) return node;
  const { prefixItems, ...schema } = mapSubschemas(node as JsonSchema, completeArrays);
  if (!typesOf(schema).includes("array") && prefixItems === undefined) return schema;
  const tuple = schemasOf(prefixItems);
  if (tuple.length === 0) return { ...schema, items: schema.items ?? {} };
  const { maxItems, items } = schema;
  const isClosed = typeof maxItems === "number" && maxItems <= tuple.length;
  const kinds = isClosed ? tuple : [...tuple, items ?? {}];
  return {
    ...describe(schema, tuple.length > 1 ? `Items in this order: ${JSON.stringify(tuple)}` : undefined),
    items: kinds.length === 1 ? kinds[0] : { anyOf: kinds },
  };
}
