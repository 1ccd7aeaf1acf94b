import {
  defsOf,
  describe,
  isSame,
  type JsonSchema,
  propertiesOf,
  requiredOf,
  schemasOf,
  typesOf,
} from "./json-schema.js";
import { nameIn } from "./resolve-refs.js";

/**
 * Makes a schema of an object one plain object, as all providers want the root. Alternatives are merged: a property takes
 * what any of them allows, and is required where all of them require it. What is lost so is told in words, and the server's
 * own schema is checked before a call.
 */
export function flattenRoot(
  root: JsonSchema,
  { defs = defsOf(root), unspoken = "anything" }: Partial<Omit<Flattening, "followed">> = {},
): JsonSchema {
  return flatten(root, { defs, unspoken, followed: { count: 0 } }, []);
}

/** Past this, schemas that refer to one another at the root are made to have no end of paths. */
const maxFollowed = 1_000;

interface Flattening {
  /** The schemas that refer to themselves. */
  readonly defs: JsonSchema;
  /**
   * What a property is in an alternative that does not speak of it and is not closed. By the letter it is anything; meant
   * is that it has no place there, and models that can only be told a type had better be told the one that is meant.
   * @default "anything"
   */
  readonly unspoken: "anything" | "nothing";
  /** How many references were followed. */
  readonly followed: { count: number };
}

/** @param open - the names of the recursive schemas around this one */
function flatten(schema: JsonSchema, how: Flattening, open: readonly string[]): JsonSchema {
  const { allOf, anyOf, oneOf, $ref, ...rest } = schema;
  const parts = schemasOf(allOf).map((part) => flatten(part, how, open));
  const name = typeof $ref === "string" ? nameIn($ref) : undefined;
  if (name !== undefined && !open.includes(name) && how.followed.count++ < maxFollowed)
    parts.push(flatten((how.defs[name] ?? {}) as JsonSchema, how, [...open, name]));
  const alternatives = [schemasOf(anyOf), schemasOf(oneOf)].map((list) =>
    list.filter(mayBeObject).map((alternative) => flatten(alternative, how, open)),
  );
  return alternatives
    .filter((list) => list.length > 0)
    .reduce((merged, list) => mergeAll(merged, mergeAny(list, how)), parts.reduce(mergeAll, rest));
}

/** Arguments are always an object, so an alternative such as `null` is none. */
function mayBeObject(schema: JsonSchema): boolean {
  const types = typesOf(schema);
  return (types.length === 0 || types.includes("object")) && !isSame(schema, { not: {} });
}

/** What both schemas ask for. */
function mergeAll(first: JsonSchema, second: JsonSchema): JsonSchema {
  const properties = new Map(Object.entries(propertiesOf(first)));
  for (const [name, schema] of Object.entries(propertiesOf(second))) {
    const known = properties.get(name);
    properties.set(name, known === undefined || isSame(known, schema) ? schema : { allOf: [known, schema] });
  }
  const required = [...new Set([...requiredOf(first), ...requiredOf(second)])];
  const { description } = second;
  const words = typeof description === "string" && !isSame(description, first.description);
  return withMembers(
    describe({ ...second, description: undefined, ...first }, words ? description : undefined),
    Object.fromEntries(properties),
    required,
  );
}

/** What one of the alternatives at least asks for. */
function mergeAny(alternatives: readonly JsonSchema[], { unspoken }: Flattening): JsonSchema {
  const names = new Set(alternatives.flatMap((schema) => Object.keys(propertiesOf(schema))));
  const properties = Object.fromEntries(
    [...names].map((name) => [name, anyOf(name, alternatives, unspoken)]),
  );
  const required = Object.keys(properties).filter((name) =>
    alternatives.every((schema) => requiredOf(schema).includes(name)),
  );
  return withMembers({ description: tellApart(alternatives) }, properties, required);
}

/** What any of the alternatives allows a property to be. */
function anyOf(name: string, alternatives: readonly JsonSchema[], unspoken: Flattening["unspoken"]): unknown {
  const schemas = alternatives.flatMap((schema) => {
    if (Object.hasOwn(propertiesOf(schema), name)) return [propertiesOf(schema)[name]];
    return isClosed(schema) || unspoken === "nothing" ? [] : [{}];
  });
  const different = schemas.filter(
    (schema, index) => schemas.findIndex((other) => isSame(other, schema)) === index,
  );
  return different.length === 1 ? different[0] : { anyOf: different };
}

/** Tells the model in words what the merged schema no longer says. */
function tellApart(alternatives: readonly JsonSchema[]): string | undefined {
  if (alternatives.length < 2) return undefined;
  const sets = alternatives.map((schema) => {
    const needed = requiredOf(schema).map((name) => `${name}${fixedValue(propertiesOf(schema)[name])}`);
    const { description } = schema;
    return [needed.join(" + ") || "none", typeof description === "string" && `(${description})`]
      .filter(Boolean)
      .join(" ");
  });
  if (new Set(sets).size > 1) return `One of these sets of arguments is needed: ${sets.join("; or ")}.`;
  return `The arguments have to fit one of these: ${JSON.stringify(alternatives)}`;
}

/** The value that tells an alternative from the others. */
function fixedValue(schema: unknown): string {
  if (typeof schema !== "object" || schema === null) return "";
  if ("const" in schema) return ` ${JSON.stringify(schema.const)}`;
  const values = "enum" in schema && Array.isArray(schema.enum) ? schema.enum : [];
  return values.length === 1 ? ` ${JSON.stringify(values[0])}` : "";
}

function withMembers(schema: JsonSchema, properties: JsonSchema, required: readonly string[]): JsonSchema {
  const { required: _, properties: __, description, ...rest } = schema;
  return {
    ...rest,
    ...(description !== undefined && { description }),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

function isClosed({ additionalProperties, unevaluatedProperties }: JsonSchema): boolean {
  return additionalProperties === false || unevaluatedProperties === false;
}
