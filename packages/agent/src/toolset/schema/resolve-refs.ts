import { isSchemaObject, type JsonSchema, mapSubschemas } from "./json-schema.js";
import { UnusableSchema } from "./unusable-schema.js";

/** Past this a schema was made to be large: each step of references that are used twice doubles it. */
const maxNodes = 20_000;

/**
 * Puts the targets of local `$ref`s in their places. What refers to itself cannot be written out: it stays a reference
 * to an entry of `$defs`.
 *
 * @throws UnusableSchema when a reference leads nowhere or out of the document, or the result would be too large
 */
export function resolveRefs(root: JsonSchema): JsonSchema {
  return new RefResolver(root).resolve();
}

class RefResolver {
  readonly #root: JsonSchema;
  readonly #recursive = new Map<string, string>();
  readonly #defs: Record<string, unknown> = {};
  #nodes = 0;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  resolve(): JsonSchema {
    const { $defs: _, definitions: __, ...root } = this.#root;
    const resolved = this.#walk(root, []) as JsonSchema;
    return Object.keys(this.#defs).length > 0 ? { ...resolved, $defs: this.#defs } : resolved;
  }

  /** @param open - the references that are being written out around this node */
  #walk(node: unknown, open: readonly string[]): unknown {
    if (!isSchemaObject(node)) return node;
    this.#nodes += 1;
    if (this.#nodes > maxNodes)
      throw new UnusableSchema(`written out, its schema has more than ${maxNodes} parts`);
    const { $ref, ...siblings } = node;
    if (typeof $ref !== "string") return mapSubschemas(node, (inner) => this.#walk(inner, open));
    const target = this.#expand($ref, open);
    if (Object.keys(siblings).length === 0 || !isSchemaObject(target)) return target;
    // Since 2019-09 what stands beside a `$ref` counts, too; a description there is about this place.
    return { ...target, ...(this.#walk(siblings, open) as JsonSchema) };
  }

  #expand($ref: string, open: readonly string[]): unknown {
    if ($ref === "#") return { $ref };
    if (open.includes($ref)) return { $ref: `#/$defs/${this.#nameOf($ref)}` };
    const expanded = this.#walk(this.#find($ref), [...open, $ref]);
    const name = this.#recursive.get($ref);
    if (name === undefined) return expanded;
    this.#defs[name] = expanded;
    return { $ref: `#/$defs/${name}` };
  }

  #nameOf($ref: string): string {
    const known = this.#recursive.get($ref);
    if (known !== undefined) return known;
    const last = ($ref.split("/").at(-1) ?? "").replaceAll(/[^a-zA-Z0-9_]/g, "_") || "node";
    const names = new Set(this.#recursive.values());
    let name = last;
    for (let count = 2; names.has(name); count += 1) name = `${last}_${count}`;
    this.#recursive.set($ref, name);
    return name;
  }

  /** Source: RFC 6901, JSON Pointer, in a URI fragment. */
  #find($ref: string): unknown {
    if (!$ref.startsWith("#/"))
      throw new UnusableSchema(`its schema refers to "${$ref}", outside of the schema`);
    let node: unknown = this.#root;
    for (const part of $ref.slice(2).split("/")) {
      const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
      node = typeof node === "object" && node !== null ? (node as Record<string, unknown>)[key] : undefined;
    }
    if (node === undefined) throw new UnusableSchema(`its schema refers to "${$ref}", which is not there`);
    return node;
  }
}
