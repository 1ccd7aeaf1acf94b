import { describe, isSame, type JsonSchema } from "../json-schema.js";
import type { Offer } from "./offer.js";

/** Alternatives that are only values of one type are one list of values. */
export function withOneEnum(alternatives: readonly JsonSchema[]): JsonSchema[] {
  const isPlain = ({ enum: values, type, ...more }: JsonSchema) =>
    Array.isArray(values) && type !== undefined && Object.keys(more).length === 0;
  const merged: JsonSchema[] = [];
  for (const alternative of alternatives) {
    const at = merged.findIndex((other) => isPlain(other) && other.type === alternative.type);
    const values = merged[at]?.enum as unknown[] | undefined;
    if (values === undefined || !isPlain(alternative)) merged.push(alternative);
    else merged[at] = { ...alternative, enum: [...new Set([...values, ...(alternative.enum as unknown[])])] };
  }
  return merged;
}

/** Alternatives that come out the same are one. */
export function distinct(offers: readonly Offer[]): Offer[] {
  return offers.filter(
    ({ schema }, index) => offers.findIndex((other) => isSame(other.schema, schema)) === index,
  );
}

/** Whether a text that is there may be JSON of one alternative or the text of another. */
export function isAmbiguous(offers: readonly Offer[]): boolean {
  const texts = offers.filter(({ schema }) => schema.type === "string");
  return texts.length > 1 && texts.some(({ restore }) => restore);
}

/** Whether a value has the type of an alternative. */
export function mayBe({ type }: JsonSchema, value: unknown): boolean {
  if (type === undefined) return true;
  if (Array.isArray(value)) return type === "array";
  return type === typeof value || (type === "integer" && typeof value === "number");
}

/** Says what all alternatives are about: beside them, or, where nothing may stand there, in the first one. */
export function describeAll(
  schema: JsonSchema,
  words: readonly (string | undefined)[],
  isBeside: boolean,
): JsonSchema {
  if (words.filter(Boolean).length === 0) return schema;
  if (typeof schema.$ref === "string") return describeFirst({ anyOf: [schema] }, words);
  if (!Array.isArray(schema.anyOf) || isBeside) return describeFirst(schema, words);
  return {
    ...schema,
    anyOf: schema.anyOf.map((one, index) => (index === 0 ? describeFirst(one, words) : one)),
  };
}

/** The words of the whole come before those of the part. */
function describeFirst(schema: JsonSchema, words: readonly (string | undefined)[]): JsonSchema {
  const { description, ...rest } = schema;
  return describe(rest, ...words, typeof description === "string" ? description : undefined);
}
