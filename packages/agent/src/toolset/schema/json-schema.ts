/** A JSON Schema that is an object; `true` and `false` are schemas too. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Keywords whose value is one schema. */
const single = new Set([
  "additionalItems",
  "additionalProperties",
  "contains",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
]);

/** Keywords whose value is a list of schemas. In draft-07 `items` may be one, too. */
const listed = new Set(["allOf", "anyOf", "items", "oneOf", "prefixItems"]);

/** Keywords whose value is a record of schemas by name. */
const named = new Set(["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"]);

export function isSchemaObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Replaces the schemas directly inside a schema. It knows which keywords hold schemas, so a property that is called
 * `$ref` or `items` is not mistaken for one.
 */
export function mapSubschemas(schema: JsonSchema, replace: (subschema: unknown) => unknown): JsonSchema {
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (listed.has(keyword) && Array.isArray(value)) return [keyword, value.map(replace)];
    if (single.has(keyword)) return [keyword, replace(value)];
    if (named.has(keyword) && isSchemaObject(value)) {
      return [
        keyword,
        Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner)])),
      ];
    }
    return [keyword, value];
  });
  return Object.fromEntries(entries);
}
