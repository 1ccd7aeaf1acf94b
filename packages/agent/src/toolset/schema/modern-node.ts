import { assertKeywords } from "./assert-keywords.js";
import { describe, isSame, isSchemaObject, type JsonSchema, mapSubschemas, typesOf } from "./json-schema.js";
import { readPattern } from "./pattern.js";

/**
 * Writes a schema and all inside it as JSON Schema 2020-12 has it, whichever draft it was written in: tuples are
 * `prefixItems`, limits are numbers, and only what may be added to an object is a bare boolean.
 *
 * @param at - where the schema is, for errors
 * @throws UnusableSchema when a keyword has a value that it cannot have
 */
export function modernNode(node: unknown, at = ""): JsonSchema {
  if (node === false) return { not: {} };
  if (!isSchemaObject(node)) return {};
  const schema = modernTuple(modernLimits(withoutOldForms(node)));
  assertKeywords(schema, at);
  const modern = readablePatterns(nullable(modernDependencies(distinctValues(schema))));
  return mapSubschemas(modern, (inner, where) => {
    const isOpenness = typeof inner === "boolean" && openness.has(where);
    return isOpenness ? inner : modernNode(inner, at + where);
  });
}

/** Where everybody writes a boolean. */
const openness = new Set(["/additionalProperties", "/unevaluatedItems", "/unevaluatedProperties"]);

/** What is `null` for nothing, and an empty list of alternatives, come from careless generators. */
function isNothing(keyword: string, value: unknown): boolean {
  if (value === null) return keyword !== "const" && keyword !== "default";
  return ["allOf", "anyOf", "enum", "oneOf", "prefixItems"].includes(keyword) && isSame(value, []);
}

/** `required: true` in a property and `type: "any"` come from draft-03, and still from old generators. */
function withoutOldForms(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema).filter(
    ([keyword, value]) =>
      !isNothing(keyword, value) &&
      !(keyword === "required" && typeof value === "boolean") &&
      !(keyword === "type" && value === "any"),
  );
  return Object.fromEntries(entries);
}

function modernTuple(schema: JsonSchema): JsonSchema {
  const { items, additionalItems, prefixItems, ...rest } = schema;
  const tuple = prefixItems ?? (Array.isArray(items) && items.length > 0 ? items : undefined);
  const more = Array.isArray(items) ? additionalItems : items;
  if (!Array.isArray(tuple)) return more === undefined ? rest : { ...rest, items: more };
  // That nothing comes after the tuple is a length, too, and a length everybody understands.
  const { maxItems = tuple.length } = rest;
  if (more === false)
    return { ...rest, prefixItems: tuple, maxItems: Math.min(Number(maxItems), tuple.length) };
  return { ...rest, prefixItems: tuple, ...(more !== undefined && { items: more }) };
}

/** In draft-04 and OpenAPI 3.0 `exclusiveMinimum` says of `minimum` that it is not reached. */
function modernLimits(schema: JsonSchema): JsonSchema {
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema;
  return {
    ...rest,
    ...limit("minimum", "exclusiveMinimum", minimum, exclusiveMinimum),
    ...limit("maximum", "exclusiveMaximum", maximum, exclusiveMaximum),
  };
}

function limit(name: string, exclusiveName: string, value: unknown, exclusive: unknown): JsonSchema {
  if (exclusive === true) return value === undefined ? {} : { [exclusiveName]: value };
  return {
    ...(value !== undefined && { [name]: value }),
    ...(exclusive !== undefined && exclusive !== false && { [exclusiveName]: exclusive }),
  };
}

/** `dependencies` of draft-07 has two keywords since. */
function modernDependencies(schema: JsonSchema): JsonSchema {
  const { dependencies, ...rest } = schema;
  if (!isSchemaObject(dependencies)) return rest;
  const entries = Object.entries(dependencies);
  const names = entries.filter(([, value]) => Array.isArray(value));
  const schemas = entries.filter(([, value]) => !Array.isArray(value));
  return {
    ...rest,
    ...(names.length > 0 && { dependentRequired: Object.fromEntries(names) }),
    ...(schemas.length > 0 && { dependentSchemas: Object.fromEntries(schemas) }),
  };
}

/** Some generators name a value twice, which some providers refuse. */
function distinctValues(schema: JsonSchema): JsonSchema {
  const { enum: values } = schema;
  if (!Array.isArray(values)) return schema;
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return byText.size === values.length ? schema : { ...schema, enum: [...byText.values()] };
}

/** OpenAPI 3.0 says so that `null` is allowed, and validators take it. */
function nullable(schema: JsonSchema): JsonSchema {
  const { nullable: isNullable, ...rest } = schema;
  const types = typesOf(schema);
  if (isNullable !== true || types.length === 0 || types.includes("null")) return rest;
  return { ...rest, type: [...types, "null"] };
}

/** A pattern that JavaScript cannot read is told in words. The server still checks it. */
function readablePatterns(schema: JsonSchema): JsonSchema {
  const { pattern, patternProperties, ...rest } = schema;
  const names = Object.entries(isSchemaObject(patternProperties) ? patternProperties : {});
  const readable = names.filter(([name]) => readPattern(name));
  const isReadable = typeof pattern !== "string" || readPattern(pattern) !== undefined;
  const words = isReadable ? undefined : `Pattern: ${pattern}`;
  return {
    ...describe(rest, words),
    ...(pattern !== undefined && isReadable && { pattern }),
    ...(readable.length > 0 && { patternProperties: Object.fromEntries(readable) }),
  };
}
