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

/** Keywords whose value is a record of schemas by name. In draft-07 some of `dependencies` are lists of names. */
const named = new Set([
  "$defs",
  "definitions",
  "dependencies",
  "dependentSchemas",
  "patternProperties",
  "properties",
]);

export function isSchemaObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Replaces the schemas directly inside a schema. It knows which keywords hold schemas, so a property that is called
 * `$ref` or `items` is not mistaken for one.
 *
 * @param replace - gets where each is, too: `/properties/name`
 */
export function mapSubschemas(
  schema: JsonSchema,
  replace: (subschema: unknown, at: string) => unknown,
): JsonSchema {
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (listed.has(keyword) && Array.isArray(value))
      return [keyword, value.map((inner, index) => replace(inner, `/${keyword}/${index}`))];
    if (single.has(keyword)) return [keyword, replace(value, `/${keyword}`)];
    if (named.has(keyword) && isSchemaObject(value))
      return [keyword, mapValues(value, (inner, name) => replace(inner, `/${keyword}/${name}`))];
    return [keyword, value];
  });
  return Object.fromEntries(entries);
}

/** Replaces the values of a record. `Object.fromEntries` keeps a name such as `__proto__` a name. */
export function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  replace: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, replace(value, name)]));
}

/** The schemas of a keyword that holds a list of them. */
export function schemasOf(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchemaObject) : [];
}

export function propertiesOf({ properties }: JsonSchema): JsonSchema {
  return isSchemaObject(properties) ? properties : {};
}

/** The schemas that refer to themselves, by the names that references have for them. */
export function defsOf({ $defs }: JsonSchema): JsonSchema {
  return isSchemaObject($defs) ? $defs : {};
}

export function requiredOf({ required }: JsonSchema): string[] {
  return Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
}

/** The types that a schema names; none when it does not speak of types. */
export function typesOf({ type }: JsonSchema): string[] {
  if (typeof type === "string") return [type];
  return Array.isArray(type) ? type.filter((name) => typeof name === "string") : [];
}

/** Adds words to what a schema says of itself. */
export function describe(schema: JsonSchema, ...words: readonly (string | undefined)[]): JsonSchema {
  const { description } = schema;
  const known = typeof description === "string" ? description : undefined;
  const text = [known, ...words].filter(Boolean).join(" ");
  return text ? { ...schema, description: text } : schema;
}

export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
