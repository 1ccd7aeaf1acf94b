import { isSchemaObject, type JsonSchema } from "./json-schema.js";

/**
 * Makes the root of an input schema one plain object, as OpenAI wants it. Alternatives at the root are merged: a property
 * takes what any of them allows, and is required where all of them require it. The server still checks the rest.
 */
export function flattenRoot(root: JsonSchema): JsonSchema {
  const { allOf, anyOf, oneOf, ...rest } = root;
  const parts = schemasOf(allOf).map(flattenRoot);
  const together = parts.reduce(mergeAll, rest as JsonSchema);
  return [schemasOf(anyOf), schemasOf(oneOf)]
    .filter((alternatives) => alternatives.length > 0)
    .reduce((merged, alternatives) => mergeAll(merged, mergeAny(alternatives.map(flattenRoot))), together);
}

/** What both schemas ask for. */
function mergeAll(first: JsonSchema, second: JsonSchema): JsonSchema {
  const properties = { ...propertiesOf(first) };
  for (const [name, schema] of Object.entries(propertiesOf(second))) {
    const known = properties[name];
    properties[name] = known === undefined || isSame(known, schema) ? schema : { allOf: [known, schema] };
  }
  const required = [...new Set([...requiredOf(first), ...requiredOf(second)])];
  return withMembers({ ...second, ...first }, properties, required);
}

/** What one of the alternatives at least asks for. */
function mergeAny(alternatives: readonly JsonSchema[]): JsonSchema {
  const properties: Record<string, unknown> = {};
  for (const name of new Set(alternatives.flatMap((schema) => Object.keys(propertiesOf(schema))))) {
    // An alternative that does not speak of a property, and is not closed, lets it be anything.
    const schemas = alternatives.flatMap(
      (schema) => propertiesOf(schema)[name] ?? (isClosed(schema) ? [] : {}),
    );
    const different = schemas.filter(
      (schema, index) => schemas.findIndex((other) => isSame(other, schema)) === index,
    );
    properties[name] = different.length === 1 ? different[0] : { anyOf: different };
  }
  const required = Object.keys(properties).filter((name) =>
    alternatives.every((s) => requiredOf(s).includes(name)),
  );
  return withMembers({ description: describe(alternatives) }, properties, required);
}

/** Tells the model in words what the merged schema no longer says. */
function describe(alternatives: readonly JsonSchema[]): string | undefined {
  const needs = alternatives.map((schema) => requiredOf(schema).join(" + ")).filter((names) => names !== "");
  return needs.length > 1 ? `One of these sets of arguments is needed: ${needs.join("; or ")}.` : undefined;
}

function withMembers(schema: JsonSchema, properties: JsonSchema, required: readonly string[]): JsonSchema {
  const { required: _, description, ...rest } = schema;
  return {
    ...rest,
    ...(description !== undefined && { description }),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

function schemasOf(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchemaObject) : [];
}

function propertiesOf({ properties }: JsonSchema): JsonSchema {
  return isSchemaObject(properties) ? properties : {};
}

function requiredOf({ required }: JsonSchema): string[] {
  return Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
}

function isClosed({ additionalProperties, unevaluatedProperties }: JsonSchema): boolean {
  return additionalProperties === false || unevaluatedProperties === false;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
