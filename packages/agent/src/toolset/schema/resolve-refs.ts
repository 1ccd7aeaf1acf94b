import { isSchemaObject, type JsonSchema, mapSubschemas } from "./json-schema.js";
import { isLegacyDraft } from "./legacy-draft.js";
import { referenceOf, SchemaIndex } from "./schema-index.js";
import { UnusableSchema } from "./unusable-schema.js";

/** Past this a schema was made to be large: each step of references that are used twice doubles it. */
const maxNodes = 20_000;

/** Past this a schema was made to be deep: what reads it would run out of stack. */
const maxDepth = 200;

/** What names a schema, or holds those that are named; none of it is left when references are written out. */
const naming = new Set([
  "$anchor",
  "$async",
  "$comment",
  "$defs",
  "$dynamicAnchor",
  "$dynamicRef",
  "$id",
  "$recursiveAnchor",
  "$recursiveRef",
  "$ref",
  "$schema",
  "$vocabulary",
  "definitions",
]);

/** What only says something to people: since 2019-09 it counts beside a `$ref`, and many wrote it there before. */
const annotations = new Set(["default", "deprecated", "description", "examples", "title"]);

/**
 * Puts the targets of local references in their places. What refers to itself cannot be written out: it stays a reference
 * to an entry of `$defs`.
 *
 * @throws UnusableSchema when a reference leads nowhere or out of the document, or the result would be too large
 */
export function resolveRefs(root: JsonSchema): JsonSchema {
  return new RefResolver(root).resolve();
}

class RefResolver {
  readonly #root: JsonSchema;
  readonly #index: SchemaIndex;
  readonly #ignoresSiblings: boolean;
  readonly #names = new Map<JsonSchema, string>();
  readonly #defs: Record<string, unknown> = {};
  #nodes = 0;

  constructor(root: JsonSchema) {
    this.#root = root;
    this.#index = new SchemaIndex(root);
    this.#ignoresSiblings = isLegacyDraft(root);
  }

  resolve(): JsonSchema {
    const target = this.#expand(this.#root, 0) as JsonSchema;
    // A root that refers to itself, or is a reference, has to be an object all the same.
    const resolved = typeof target.$ref === "string" ? this.#defs[nameIn(target.$ref)] : target;
    return Object.keys(this.#defs).length > 0
      ? { ...(resolved as JsonSchema), $defs: this.#defs }
      : (resolved as JsonSchema);
  }

  #walk(node: unknown, depth: number): unknown {
    if (!isSchemaObject(node)) return node;
    this.#nodes += 1;
    if (this.#nodes > maxNodes)
      throw new UnusableSchema(`written out, its schema has more than ${maxNodes} parts`);
    if (depth > maxDepth) throw new UnusableSchema(`its schema is more than ${maxDepth} levels deep`);
    const rest = Object.fromEntries(Object.entries(node).filter(([keyword]) => !naming.has(keyword)));
    const here = mapSubschemas(rest, (inner) => this.#walk(inner, depth + 1));
    const reference = referenceOf(node);
    if (reference === undefined) return here;
    return this.#beside(this.#expand(this.#index.find(reference), depth + 1), here);
  }

  #beside(target: unknown, siblings: JsonSchema): unknown {
    if (Object.keys(siblings).length === 0 || !isSchemaObject(target)) return target;
    const words = Object.fromEntries(
      Object.entries(siblings).filter(([keyword]) => annotations.has(keyword)),
    );
    const asserts = Object.keys(siblings).length > Object.keys(words).length;
    if (asserts && !this.#ignoresSiblings) return { allOf: [target, siblings] };
    if (typeof target.$ref !== "string") return { ...target, ...words };
    return Object.keys(words).length > 0 ? { ...words, allOf: [target] } : target;
  }

  #expand(target: unknown, depth: number): unknown {
    if (!isSchemaObject(target) || !this.#index.isRecursive(target)) return this.#walk(target, depth);
    const known = this.#names.get(target);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const name = this.#newName(this.#index.nameOf(target));
    this.#names.set(target, name);
    this.#defs[name] = this.#walk(target, depth);
    return { $ref: `#/$defs/${name}` };
  }

  #newName(wanted: string): string {
    const base = wanted.replaceAll(/[^a-zA-Z0-9_]/g, "_") || "node";
    const taken = new Set(this.#names.values());
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
    return name;
  }
}

/** The name of the entry that a reference written by {@link resolveRefs} means. */
export function nameIn($ref: string): string {
  return $ref.slice("#/$defs/".length);
}
