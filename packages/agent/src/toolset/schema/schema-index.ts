import { isSchemaObject, type JsonSchema, mapSubschemas } from "./json-schema.js";
import { UnusableSchema } from "./unusable-schema.js";

/** Finds the schemas that references of a document mean: by JSON Pointer, by anchor, by `$id`. */
export class SchemaIndex {
  readonly #root: JsonSchema;
  readonly #named = new Map<string, JsonSchema>();
  readonly #names = new Map<unknown, string>();
  readonly #recursive = new Map<JsonSchema, boolean>();
  readonly #targets = new Map<unknown, readonly unknown[]>();

  constructor(root: JsonSchema) {
    this.#root = root;
    this.#names.set(root, "root");
    this.#collect(root);
  }

  /** @throws UnusableSchema when there is no such schema in the document */
  find(reference: string): unknown {
    const [resource = "", fragment = ""] = split(reference);
    const root = this.#resource(resource, reference);
    const target =
      fragment === "" || fragment.startsWith("/")
        ? pointed(root, fragment)
        : (this.#named.get(`${resource}#${fragment}`) ?? this.#named.get(`#${fragment}`));
    if (target === undefined)
      throw new UnusableSchema(`its schema refers to "${reference}", which is not there`);
    if (!this.#names.has(target)) this.#names.set(target, fragment.split("/").at(-1) ?? "");
    return target;
  }

  /** What the last part of a reference to a schema called it. */
  nameOf(target: JsonSchema): string {
    return this.#names.get(target) ?? "node";
  }

  /** Whether following the references inside of a schema leads back to it. */
  isRecursive(target: JsonSchema): boolean {
    const known = this.#recursive.get(target);
    if (known !== undefined) return known;
    const seen = new Set<unknown>();
    const open: unknown[] = [target];
    while (open.length > 0 && !seen.has(target)) {
      for (const next of this.#targetsIn(open.pop())) {
        if (!seen.has(next)) open.push(next);
        seen.add(next);
      }
    }
    this.#recursive.set(target, seen.has(target));
    return seen.has(target);
  }

  /** The targets of the references in a schema that are in its own text. */
  #targetsIn(schema: unknown): readonly unknown[] {
    const known = this.#targets.get(schema);
    if (known) return known;
    const targets: unknown[] = [];
    this.#targets.set(schema, targets);
    const collect = (node: unknown) => {
      if (!isSchemaObject(node)) return;
      const reference = referenceOf(node);
      if (reference !== undefined) targets.push(this.find(reference));
      const { $defs: _, definitions: __, ...rest } = node;
      mapSubschemas(rest, collect);
    };
    collect(schema);
    return targets;
  }

  #resource(resource: string, reference: string): JsonSchema {
    if (resource === "") return this.#root;
    const known = this.#named.get(resource);
    if (known) return known;
    throw new UnusableSchema(`its schema refers to "${reference}", outside of the schema`);
  }

  #collect(node: unknown): void {
    if (!isSchemaObject(node)) return;
    const { $id, id, $anchor, $dynamicAnchor } = node;
    for (const name of [$id, id]) {
      // In draft-07 an `$id` that is a fragment is an anchor.
      if (typeof name === "string") this.#named.set(name.replace(/#$/, ""), node);
    }
    for (const anchor of [$anchor, $dynamicAnchor])
      if (typeof anchor === "string") this.#named.set(`#${anchor}`, node);
    mapSubschemas(node, (inner) => this.#collect(inner));
  }
}

/** The reference that a schema is, in one of the forms that the drafts have for it. */
export function referenceOf({ $ref, $dynamicRef, $recursiveRef }: JsonSchema): string | undefined {
  return [$ref, $dynamicRef, $recursiveRef].find((value) => typeof value === "string") as string | undefined;
}

function split(reference: string): string[] {
  const at = reference.indexOf("#");
  return at < 0 ? [reference] : [reference.slice(0, at), reference.slice(at + 1)];
}

/** Source: RFC 6901, JSON Pointer, in a URI fragment. */
function pointed(root: JsonSchema, pointer: string): unknown {
  let node: unknown = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = decoded(part).replaceAll("~1", "/").replaceAll("~0", "~");
    node =
      typeof node === "object" && node !== null && Object.hasOwn(node, key)
        ? (node as Record<string, unknown>)[key]
        : undefined;
  }
  return node;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
