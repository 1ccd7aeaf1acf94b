/** A part of a schema, and how many objects and lists it is in. */
export interface Part {
  readonly node: Record<string, unknown>;
  readonly depth: number;
  readonly path: string;
}

const lists = ["allOf", "anyOf", "oneOf", "prefixItems"];
const records = ["properties", "$defs", "patternProperties"];

/** All schemas in a schema, itself first. Written for the checks alone: they share no code with what they check. */
export function* partsOf(node: unknown, depth = 1, path = "#"): Generator<Part> {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return;
  const schema = node as Record<string, unknown>;
  yield { node: schema, depth, path };
  for (const keyword of records) {
    const inside = keyword === "$defs" ? 1 : depth + 1;
    for (const [name, inner] of Object.entries((schema[keyword] ?? {}) as object))
      yield* partsOf(inner, levelOf(inner, inside), `${path}/${keyword}/${name}`);
  }
  for (const keyword of ["items", "additionalProperties"])
    yield* partsOf(schema[keyword], levelOf(schema[keyword], depth + 1), `${path}/${keyword}`);
  for (const keyword of lists)
    for (const [index, inner] of ((schema[keyword] ?? []) as unknown[]).entries())
      yield* partsOf(inner, depth, `${path}/${keyword}/${index}`);
}

/** Only objects and lists are levels. */
function levelOf(node: unknown, depth: number): number {
  const { type, anyOf } = (node ?? {}) as { type?: unknown; anyOf?: unknown };
  const nests = type === "object" || type === "array" || anyOf !== undefined;
  return nests ? depth : depth - 1;
}
