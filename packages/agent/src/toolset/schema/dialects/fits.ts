import {
  isSame,
  isSchemaObject,
  type JsonSchema,
  propertiesOf,
  requiredOf,
  schemasOf,
  typesOf,
} from "../json-schema.js";
import { nameIn } from "../resolve-refs.js";

/**
 * Whether a value has the shape of a schema, in the few keywords that strict dialects know: which of several alternatives
 * a model chose. Limits are left to the check of the arguments.
 */
export function fits(schema: JsonSchema | undefined, value: unknown, defs: JsonSchema): boolean {
  if (schema === undefined) return true;
  const { $ref, anyOf, items, nullable } = schema;
  if (value === null && nullable === true) return true;
  if (typeof $ref === "string") return fits(defs[nameIn($ref)] as JsonSchema, value, defs);
  if (Array.isArray(anyOf)) return schemasOf(anyOf).some((alternative) => fits(alternative, value, defs));
  if (!typesOf(schema).some((type) => hasType(type, value))) return false;
  if (Array.isArray(schema.enum)) return schema.enum.some((allowed) => isSame(allowed, value));
  if (Array.isArray(value)) return value.every((item) => fits(items as JsonSchema, item, defs));
  return !isSchemaObject(value) || objectFits(schema, value, defs);
}

function objectFits(schema: JsonSchema, value: JsonSchema, defs: JsonSchema): boolean {
  const properties = propertiesOf(schema);
  return (
    requiredOf(schema).every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, inner]) =>
      Object.hasOwn(properties, name)
        ? fits(properties[name] as JsonSchema, inner, defs)
        : schema.additionalProperties !== false,
    )
  );
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    case "object":
      return isSchemaObject(value);
    default:
      return typeof value === type;
  }
}
