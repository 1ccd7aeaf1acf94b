import { isSchemaObject, type JsonSchema, typesOf } from "./json-schema.js";
import { modernNode } from "./modern-node.js";
import { resolveRefs } from "./resolve-refs.js";
import { UnusableSchema } from "./unusable-schema.js";

/** What a server's input schema says, or why it cannot be used. */
export type SchemaReading = { readonly schema: JsonSchema } | { readonly reason: string };

/** A schema is read once, for all models and all lists that it is in. */
const readings = new WeakMap<object, SchemaReading>();

/**
 * Reads a server's input schema, of any draft, into the one form that the dialects are made from: JSON Schema 2020-12,
 * references written out but for recursion.
 */
export function readSchema(inputSchema: unknown): SchemaReading {
  if (!isSchemaObject(inputSchema)) return { reason: "its input schema is not an object" };
  const known = readings.get(inputSchema);
  if (known) return known;
  const reading = read(inputSchema);
  readings.set(inputSchema, reading);
  return reading;
}

function read(inputSchema: JsonSchema): SchemaReading {
  try {
    const written = modernNode(resolveRefs(inputSchema));
    const types = typesOf(written);
    if (types.length > 0 && !types.includes("object")) {
      const type = JSON.stringify(written.type);
      return { reason: `its input schema is of type ${type}, and must be of type "object"` };
    }
    return { schema: { properties: {}, ...written, type: "object" } };
  } catch (error) {
    if (error instanceof UnusableSchema) return { reason: error.reason };
    // One schema that nobody thought of must not take the tools of all servers along.
    return { reason: `its input schema cannot be read: ${(error as Error).message}` };
  }
}
