import { flattenRoot } from "../flatten-root.js";
import { defsOf, describe, isSame, isSchemaObject, type JsonSchema } from "../json-schema.js";
import { nameIn } from "../resolve-refs.js";
import { alternativesOf } from "./alternatives.js";
import { fits } from "./fits.js";
import { jsonText } from "./json-text.js";
import type { NarrowDialect } from "./narrow-dialect.js";
import { narrowObject } from "./narrow-object.js";
import { narrowValue } from "./narrow-value.js";
import type { Narrower, Place } from "./narrower.js";
import { orNull } from "./nullable.js";
import type { Offer, Restore } from "./offer.js";

/** How often recursion is written out in a dialect that cannot say it; what is deeper is JSON in a text. */
const writtenOut = 2;

/** Writes one schema in a narrow dialect. */
export class Narrowing implements Narrower {
  readonly dialect: NarrowDialect;
  readonly #defs: JsonSchema;
  readonly #offered = new Map<string, Offer | undefined>();
  #enumValues = 0;

  constructor(root: JsonSchema, dialect: NarrowDialect) {
    this.dialect = dialect;
    this.#defs = defsOf(root);
  }

  /** The root is always an object, whatever there is in it. */
  root(schema: JsonSchema): Offer {
    const { $defs: _, ...root } = flattenRoot(schema, { unspoken: "nothing" });
    const offer = narrowObject(root, this, { depth: 1, open: [] });
    const $defs = this.#narrowDefs();
    return Object.keys($defs).length > 0 ? { ...offer, schema: { ...offer.schema, $defs } } : offer;
  }

  node(node: JsonSchema, place: Place): Offer {
    const alternatives = withOneEnum(alternativesOf(node, this.#defs));
    const isNull = (alternative: JsonSchema) => alternative.type === "null";
    const values = alternatives.filter((alternative) => !isNull(alternative));
    const mayBeNull = alternatives.some(isNull);
    if (values.some((value) => value.type === undefined && value.$ref === undefined))
      return this.asText(node);
    const offers = distinct(values.map((value) => this.#single(value, place)));
    const { description } = node;
    const words = typeof description === "string" ? description : undefined;
    const offer = this.#union(node, offers, words, values);
    const told = { ...offer, schema: this.#withExamples(offer.schema, node) };
    return mayBeNull && values.length > 0 ? orNull(told, this.dialect) : told;
  }

  /** No narrow dialect has a word for what is given when nothing is, or for instance. */
  #withExamples(schema: JsonSchema, { default: preset, examples }: JsonSchema): JsonSchema {
    const texts = [
      ...(preset === undefined || preset === null ? [] : [`Default: ${JSON.stringify(preset)}.`]),
      ...(examples === undefined ? [] : [`Examples: ${JSON.stringify(examples)}.`]),
    ];
    if (texts.length === 0) return schema;
    if (typeof schema.$ref === "string") return describe({ anyOf: [schema] }, ...texts);
    if (!Array.isArray(schema.anyOf) || this.dialect.describesUnions) return describe(schema, ...texts);
    return {
      ...schema,
      anyOf: schema.anyOf.map((one, index) => (index === 0 ? describe(one, ...texts) : one)),
    };
  }

  /** A form that refers to recursive schemas has them with it. */
  asText(node: JsonSchema, isText?: (parsed: unknown) => boolean): Offer {
    const refers = JSON.stringify(node).includes('"$ref"');
    return jsonText(refers ? { ...node, $defs: this.#defs } : node, isText);
  }

  takesEnum(values: readonly unknown[]): boolean {
    const length = JSON.stringify(values).length;
    if (this.#enumValues + values.length > this.dialect.maxEnumValues || length > 10_000) return false;
    this.#enumValues += values.length;
    return true;
  }

  #union(
    node: JsonSchema,
    offers: readonly Offer[],
    words: string | undefined,
    values: readonly JsonSchema[],
  ): Offer {
    const { dialect } = this;
    const [first, ...others] = offers;
    if (first === undefined) return this.asText(node);
    if (others.length === 0) {
      const { schema } = first;
      if (words === undefined || String(schema.description ?? "").startsWith(words)) return first;
      if (schema.$ref !== undefined) return { ...first, schema: { description: words, anyOf: [schema] } };
      return { ...first, schema: describe({ ...schema, description: words }, schema.description as string) };
    }
    const texts = offers.filter(({ schema }) => schema.type === "string");
    const isAmbiguous = texts.length > 1 && texts.some(({ restore }) => restore);
    if (!dialect.hasUnions || isAmbiguous)
      return this.asText(node, (parsed) => !values.some((value) => mayBe(value, parsed)));
    const schemas = offers.map(({ schema }) => schema);
    const anyOf = dialect.describesUnions
      ? schemas
      : schemas.map((schema, index) => (index === 0 ? prefixed(schema, words) : schema));
    const schema = { ...(dialect.describesUnions && words !== undefined && { description: words }), anyOf };
    return { schema, ...(offers.some(({ restore }) => restore) && { restore: this.#choose(offers) }) };
  }

  #choose(offers: readonly Offer[]): Restore {
    const defs = () => this.#narrowDefs();
    return (value, nulls) => {
      const chosen = offers.find(({ schema }) => fits(schema, value, defs()));
      return chosen?.restore ? chosen.restore(value, nulls) : value;
    };
  }

  #single(node: JsonSchema, place: Place): Offer {
    if (typeof node.$ref === "string") return this.#reference(node, nameIn(node.$ref), place);
    const isNesting = node.type === "object" || node.type === "array";
    if (!isNesting) return narrowValue(node, this);
    if (place.depth >= this.dialect.maxDepth) return this.asText(node);
    const inside = { ...place, depth: place.depth + 1 };
    return node.type === "object" ? narrowObject(node, this, inside) : this.#array(node, inside);
  }

  #array(node: JsonSchema, place: Place): Offer {
    const { items, prefixItems, ...rest } = node;
    const tuple = Array.isArray(prefixItems) ? (prefixItems as JsonSchema[]) : [];
    const isClosed = typeof rest.maxItems === "number" && rest.maxItems <= tuple.length;
    const more = isSchemaObject(items) ? items : {};
    const kinds = tuple.length > 0 && (isClosed || items === undefined) ? tuple : [...tuple, more];
    const item = this.node(kinds.length === 1 ? (kinds[0] as JsonSchema) : { anyOf: kinds }, place);
    const list = narrowValue(tuple.length > 0 ? { ...rest, prefixItems: tuple } : rest, this).schema;
    const { restore } = item;
    return {
      schema: { ...list, items: item.schema },
      ...(restore && {
        restore: (value, nulls) => (Array.isArray(value) ? value.map((one) => restore(one, nulls)) : value),
      }),
    };
  }

  #reference({ $ref, ...around }: JsonSchema, name: string, place: Place): Offer {
    const target = this.#defs[name] as JsonSchema;
    if (this.dialect.hasRefs) {
      if (!this.#offered.has(name)) this.#offerDef(name, target);
      const restore: Restore = (value, nulls) => {
        const known = this.#offered.get(name)?.restore;
        return known ? known(value, nulls) : value;
      };
      return { schema: { $ref }, restore };
    }
    const times = place.open.filter((open) => open === name).length;
    if (times >= writtenOut) return jsonText({ description: `One more "${name}".`, ...around });
    return this.node({ ...target, ...around }, { ...place, open: [...place.open, name] });
  }

  /** Entered before it is made, for it refers to itself. */
  #offerDef(name: string, target: JsonSchema): void {
    this.#offered.set(name, undefined);
    this.#offered.set(name, this.node(target, { depth: 1, open: [] }));
  }

  #narrowDefs(): JsonSchema {
    return Object.fromEntries([...this.#offered].map(([name, offer]) => [name, offer?.schema ?? {}]));
  }
}

/** Alternatives that are only values of one type are one list of values. */
function withOneEnum(alternatives: readonly JsonSchema[]): JsonSchema[] {
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

function prefixed(schema: JsonSchema, words: string | undefined): JsonSchema {
  if (words === undefined || String(schema.description ?? "").startsWith(words)) return schema;
  return describe({ ...schema, description: words }, schema.description as string | undefined);
}

function distinct(offers: readonly Offer[]): Offer[] {
  return offers.filter(
    ({ schema }, index) => offers.findIndex((other) => isSame(other.schema, schema)) === index,
  );
}

/** Whether a value has the type of an alternative. */
function mayBe({ type }: JsonSchema, value: unknown): boolean {
  if (type === undefined) return true;
  if (Array.isArray(value)) return type === "array";
  return type === typeof value || (type === "integer" && typeof value === "number");
}
