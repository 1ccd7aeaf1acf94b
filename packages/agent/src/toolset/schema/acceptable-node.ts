import { isSchemaObject, type JsonSchema, mapSubschemas } from "./json-schema.js";

/** Makes a schema and all inside it acceptable to OpenAI: arrays say what they hold, and no schema is a bare boolean. */
export function acceptableNode(node: unknown): unknown {
  if (node === true) return {};
  if (!isSchemaObject(node)) return node;
  const { additionalProperties, ...rest } = node;
  // Here alone a boolean is what the providers expect.
  const schema = mapSubschemas(completeArray(dropBrokenPattern(rest)), acceptableNode);
  if (additionalProperties === undefined) return schema;
  const isBoolean = typeof additionalProperties === "boolean";
  return {
    ...schema,
    additionalProperties: isBoolean ? additionalProperties : acceptableNode(additionalProperties),
  };
}

/** OpenAI refuses an array without `items`. A tuple is described as a list of its kinds, with its length. */
function completeArray(schema: JsonSchema): JsonSchema {
  const isArray = schema.type === "array" || (Array.isArray(schema.type) && schema.type.includes("array"));
  if (!isArray) return schema;
  const { prefixItems, items, additionalItems: _, ...rest } = schema;
  const tuple = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : undefined;
  if (!tuple) return { ...rest, items: items ?? {} };
  const isClosed = Array.isArray(prefixItems) ? items === false : schema.additionalItems === false;
  return {
    ...rest,
    items: tuple.length === 1 ? tuple[0] : { anyOf: tuple },
    ...(isClosed && { maxItems: tuple.length }),
  };
}

/** A pattern that JavaScript cannot read would make every call fail. The server still checks it. */
function dropBrokenPattern(schema: JsonSchema): JsonSchema {
  const { pattern, ...rest } = schema;
  if (typeof pattern !== "string") return schema;
  try {
    new RegExp(pattern, "u");
    return schema;
  } catch {
    return { ...rest, description: [schema.description, `Pattern: ${pattern}`].filter(Boolean).join(" ") };
  }
}
