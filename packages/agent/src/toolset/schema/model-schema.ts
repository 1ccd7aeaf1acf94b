import type { JsonSchema7Type } from "@langchain/core/utils/json_schema";
import { acceptableNode } from "./acceptable-node.js";
import { flattenRoot } from "./flatten-root.js";
import { isSchemaObject } from "./json-schema.js";
import { resolveRefs } from "./resolve-refs.js";
import { UnusableSchema } from "./unusable-schema.js";

/** An input schema that a model can be given, or why there is none. */
export type ModelSchema = { readonly schema: JsonSchema7Type } | { readonly reason: string };

/**
 * Makes a server's input schema acceptable to the model providers without losing what it means: references are resolved,
 * the root is one object with `properties`, arrays have `items`.
 */
export function toModelSchema(inputSchema: unknown): ModelSchema {
  if (!isSchemaObject(inputSchema)) return { reason: "its input schema is not an object" };
  const { type } = inputSchema;
  if (type !== undefined && type !== "object") {
    return { reason: `its input schema is of type ${JSON.stringify(type)}, and must be of type "object"` };
  }
  try {
    const { $schema: _, $id: __, ...root } = flattenRoot(resolveRefs(inputSchema));
    const schema = acceptableNode({ properties: {}, ...root, type: "object" });
    return { schema: schema as JsonSchema7Type };
  } catch (error) {
    if (error instanceof UnusableSchema) return { reason: error.reason };
    throw error;
  }
}
