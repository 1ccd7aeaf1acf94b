import { flattenRoot } from "../flatten-root.js";
import { isSchemaObject, type JsonSchema, propertiesOf, schemasOf, typesOf } from "../json-schema.js";
import { mergeNodes } from "../merge-nodes.js";
import { nameIn } from "../resolve-refs.js";
import { UnusableSchema } from "../unusable-schema.js";

/** What a schema that says no type is taken to speak of, from the keywords it has. */
const typeOfKeyword: Readonly<Record<string, string>> = {
  additionalProperties: "object",
  exclusiveMaximum: "number",
  exclusiveMinimum: "number",
  format: "string",
  items: "array",
  maxItems: "array",
  maximum: "number",
  maxLength: "string",
  minItems: "array",
  minimum: "number",
  minLength: "string",
  multipleOf: "number",
  pattern: "string",
  prefixItems: "array",
  properties: "object",
  required: "object",
};

/** What is said of a value as a whole, and not of each of its alternatives. */
const words = new Set(["default", "description", "examples", "title"]);

/** How often parts and alternatives may be in one another with nothing in between. */
const maxDepth = 50;

/**
 * Writes a schema as the alternatives that it has: each a reference, or of exactly one type. One without a type takes any
 * value. What is around a union is part of each alternative, but for words.
 *
 * @throws UnusableSchema when there is no end of them
 */
export function alternativesOf(node: JsonSchema, defs: JsonSchema, depth = 0): JsonSchema[] {
  if (depth > maxDepth) throw new UnusableSchema("its schema only refers to itself");
  if (schemasOf(node.allOf).length > 0) return alternativesOf(mergeAllOf(node, defs), defs, depth + 1);
  const { anyOf, oneOf, ...plain } = node;
  const union = [...schemasOf(anyOf ?? oneOf)];
  if (union.length === 0) return singles(node);
  const both = anyOf !== undefined && oneOf !== undefined ? { oneOf } : {};
  // Alternatives of one object, such as which of its properties are needed, are told in words.
  if (Object.keys(propertiesOf(plain)).length > 0)
    return [
      { ...flattenRoot({ ...plain, anyOf: union, ...both }, { defs, unspoken: "nothing" }), type: "object" },
    ];
  const around = Object.fromEntries(Object.entries(plain).filter(([keyword]) => !words.has(keyword)));
  return union.flatMap((alternative) =>
    alternativesOf(mergeNodes({ ...around, ...both }, alternative), defs, depth + 1),
  );
}

/** A reference that is all there is stays one, for it may be to itself. */
function mergeAllOf({ allOf, ...rest }: JsonSchema, defs: JsonSchema): JsonSchema {
  const { description, title: _, default: __, ...around } = rest;
  const parts = schemasOf(allOf);
  if (parts.length === 1 && Object.keys(around).length === 0 && typeof parts[0]?.$ref === "string")
    return { ...parts[0], ...(description !== undefined && { description }) };
  return parts
    .map((part) => (typeof part.$ref === "string" ? (defs[nameIn(part.$ref)] as JsonSchema) : part))
    .reduce(mergeNodes, rest);
}

function singles(node: JsonSchema): JsonSchema[] {
  if (typeof node.$ref === "string") return [node];
  const { const: fixed, ...rest } = node;
  if (Object.hasOwn(node, "const")) return singles({ ...rest, enum: [fixed] });
  if (Array.isArray(node.enum)) return enumByType(node, node.enum);
  const types = typesOf(node);
  if (types.length === 1) return [{ ...node, type: types[0] }];
  if (types.length > 0) return types.map((type) => ofType(node, type));
  if (Array.isArray(node.type)) return [];
  const keyword = Object.keys(node).find((name) => Object.hasOwn(typeOfKeyword, name));
  return [keyword === undefined ? node : { ...node, type: typeOfKeyword[keyword] }];
}

/** Each of several types has its own keywords. */
function ofType(node: JsonSchema, type: string): JsonSchema {
  const wanted = type === "integer" ? "number" : type;
  const entries = Object.entries(node).filter(
    ([keyword]) =>
      !words.has(keyword) && (!Object.hasOwn(typeOfKeyword, keyword) || typeOfKeyword[keyword] === wanted),
  );
  return { ...Object.fromEntries(entries), type };
}

function enumByType(node: JsonSchema, values: readonly unknown[]): JsonSchema[] {
  const allowed = typesOf(node);
  const groups = new Map<string, unknown[]>();
  for (const value of values) {
    const type = typeOf(value);
    const isAllowed =
      allowed.length === 0 || allowed.includes(type) || (type === "integer" && allowed.includes("number"));
    if (isAllowed) groups.set(type, [...(groups.get(type) ?? []), value]);
  }
  const numbers = groups.get("number");
  if (numbers) {
    groups.set("number", [...numbers, ...(groups.get("integer") ?? [])]);
    groups.delete("integer");
  }
  return [...groups].map(([type, group]) => ({ ...node, type, enum: group }));
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (Number.isInteger(value)) return "integer";
  return isSchemaObject(value) ? "object" : typeof value;
}
