import { flattenRoot } from "../flatten-root.js";
import { defsOf, type JsonSchema } from "../json-schema.js";
import { nameIn } from "../resolve-refs.js";
import { alternativesOf } from "./alternatives.js";
import { fits } from "./fits.js";
import { jsonText } from "./json-text.js";
import { narrowArray } from "./narrow-array.js";
import type { NarrowDialect } from "./narrow-dialect.js";
import { narrowObject } from "./narrow-object.js";
import { narrowValue } from "./narrow-value.js";
import type { Narrower, Place } from "./narrower.js";
import { orNull } from "./nullable.js";
import type { Offer, Restore } from "./offer.js";
import { describeAll, distinct, isAmbiguous, mayBe, withOneEnum } from "./unions.js";

/** How often recursion is written out in a dialect that cannot say it; what is deeper is JSON in a text. */
const writtenOut = 2;

/** How many parts a schema may have; the others are any JSON in a text. Written out, recursion of many grows and grows. */
const maxParts = 5_000;

/** How long the recursive schemas may be that a form in words has with it. */
const maxDefsLength = 5_000;

/** Writes one schema in a narrow dialect. */
export class Narrowing implements Narrower {
  readonly dialect: NarrowDialect;
  readonly #defs: JsonSchema;
  readonly #offered = new Map<string, Offer | undefined>();
  #parts = 0;
  #enumValues = 0;

  constructor(root: JsonSchema, dialect: NarrowDialect) {
    this.dialect = dialect;
    this.#defs = defsOf(root);
  }

  /** The root is always an object, whatever there is in it. */
  root(schema: JsonSchema): Offer {
    const { $defs: _, ...root } = flattenRoot(schema, { unspoken: "nothing" });
    const offer = narrowObject(root, this, { depth: 1, open: [], direct: [] });
    const $defs = this.#narrowDefs();
    return Object.keys($defs).length > 0 ? { ...offer, schema: { ...offer.schema, $defs } } : offer;
  }

  node(node: JsonSchema, place: Place): Offer {
    this.#parts += 1;
    if (this.#parts > maxParts) return jsonText({});
    const alternatives = withOneEnum(alternativesOf(node, this.#defs));
    const values = alternatives.filter(({ type }) => type !== "null");
    const offer = this.#union(node, values, place);
    const isNullable = values.length > 0 && values.length < alternatives.length;
    return isNullable ? orNull(offer, this.dialect) : offer;
  }

  /** A form that refers to recursive schemas has them with it, unless they are too long. */
  asText(node: JsonSchema, isText?: (parsed: unknown) => boolean): Offer {
    const refers = JSON.stringify(node).includes('"$ref"');
    const isShort = refers && JSON.stringify(this.#defs).length <= maxDefsLength;
    return jsonText(isShort ? { ...node, $defs: this.#defs } : node, isText);
  }

  takesEnum(values: readonly unknown[]): boolean {
    const length = JSON.stringify(values).length;
    if (this.#enumValues + values.length > this.dialect.maxEnumValues || length > 10_000) return false;
    this.#enumValues += values.length;
    return true;
  }

  /** What is said of the whole is said once, not in each alternative. */
  #union(node: JsonSchema, values: readonly JsonSchema[], place: Place): Offer {
    const { description: _, ...form } = node;
    const isAnything = values.some(({ type, $ref }) => type === undefined && $ref === undefined);
    const [first, ...others] = values;
    if (first === undefined || isAnything) return this.#told(this.asText(form), node);
    if (others.length === 0) {
      const { description: inner, ...only } = first;
      return this.#told(this.#single(only, place), node, inner);
    }
    const offers = distinct(values.map((value) => this.#single(value, place)));
    const [one] = offers;
    if (one && offers.length === 1) return this.#told(one, node);
    if (!this.dialect.hasUnions || isAmbiguous(offers)) {
      const isText = (parsed: unknown) => !values.some((value) => mayBe(value, parsed));
      return this.#told(this.asText(form, isText), node);
    }
    const schema = { anyOf: offers.map((offer) => offer.schema) };
    const needsRestore = offers.some(({ restore }) => restore);
    return this.#told({ schema, ...(needsRestore && { restore: this.#choose(offers) }) }, node);
  }

  /** No narrow dialect has a word for what is taken when nothing is given, or for instance. */
  #told(offer: Offer, { description, default: preset, examples }: JsonSchema, inner?: unknown): Offer {
    const isRepeated = typeof inner === "string" && inner.startsWith(String(description));
    const words = [
      isRepeated ? undefined : description,
      inner,
      preset === undefined || preset === null ? undefined : `Default: ${JSON.stringify(preset)}.`,
      examples === undefined ? undefined : `Examples: ${JSON.stringify(examples)}.`,
    ].filter((word) => typeof word === "string");
    return { ...offer, schema: describeAll(offer.schema, words, this.dialect.describesUnions) };
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
    const inside = { ...place, depth: place.depth + 1, direct: [] };
    return node.type === "object" ? narrowObject(node, this, inside) : narrowArray(node, this, inside);
  }

  #reference({ $ref, ...around }: JsonSchema, name: string, place: Place): Offer {
    const target = this.#defs[name] as JsonSchema;
    if (place.direct.includes(name)) return jsonText({});
    const direct = [...place.direct, name];
    if (this.dialect.hasRefs) {
      if (!this.#offered.has(name)) this.#offerDef(name, target, direct);
      const restore: Restore = (value, nulls) => {
        const known = this.#offered.get(name)?.restore;
        return known ? known(value, nulls) : value;
      };
      return { schema: { $ref }, restore };
    }
    const times = place.open.filter((open) => open === name).length;
    if (times >= writtenOut) return jsonText({ description: `One more "${name}".`, ...around });
    return this.node({ ...target, ...around }, { ...place, open: [...place.open, name], direct });
  }

  /** Entered before it is made, for it refers to itself. */
  #offerDef(name: string, target: JsonSchema, direct: readonly string[]): void {
    this.#offered.set(name, undefined);
    this.#offered.set(name, this.node(target, { depth: 1, open: [], direct }));
  }

  #narrowDefs(): JsonSchema {
    return Object.fromEntries([...this.#offered].map(([name, offer]) => [name, offer?.schema ?? {}]));
  }
}
