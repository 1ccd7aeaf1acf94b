import fc from "fast-check";

type Schema = Readonly<Record<string, unknown>>;

const names = fc.constantFrom("alpha", "beta", "gamma", "delta", "epsilon");
const anything = fc.oneof(
  fc.constantFrom(null, true, 3, 0.5, "word", ""),
  fc.constant(["x", 1]),
  fc.constant({ alpha: 1 }),
);

/** How often a schema that refers to itself is followed. */
const maxDepth = 5;

/**
 * Values for a JSON Schema of any draft. Not all of them fit it: what it says by `not`, conditions or parts of all is left
 * to the caller to check. Objects have no properties that the schema does not speak of.
 */
export function valuesOf(schema: unknown, root: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (typeof schema !== "object" || schema === null) return anything;
  const node = schema as Schema;
  if (typeof node.$ref === "string")
    return depth > maxDepth ? anything : valuesOf(find(root, node.$ref), root, depth + 1);
  if ("const" in node) return fc.constant(node.const);
  if (Array.isArray(node.enum) && node.enum.length > 0) return fc.constantFrom(...node.enum);
  const union = (node.anyOf ?? node.oneOf) as Schema[] | undefined;
  const { anyOf: _, oneOf: __, allOf, ...around } = node;
  if (union) return fc.oneof(...union.map((part) => valuesOf(together(around, part, root), root, depth)));
  if (Array.isArray(allOf)) {
    const whole = (allOf as Schema[]).reduce((first, part) => together(first, part, root), around);
    return valuesOf(whole, root, depth);
  }
  const types = [node.type ?? typeOf(node)].flat() as (string | undefined)[];
  const values = types.map((type) => valuesOfType(type, node, root, depth));
  return fc.oneof(...values, ...(node.nullable === true ? [fc.constant(null)] : []));
}

function valuesOfType(
  type: string | undefined,
  node: Schema,
  root: Schema,
  depth: number,
): fc.Arbitrary<unknown> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return numbers(type, node);
    case "string":
      return texts(node);
    case "array":
      return lists(node, root, depth);
    case "object":
      return objects(node, root, depth);
    default:
      return anything;
  }
}

function numbers(type: string, node: Schema): fc.Arbitrary<number> {
  const step = type === "integer" ? 1 : 0.125;
  const low = bound(node.minimum, node.exclusiveMinimum, step);
  const high = bound(node.maximum, node.exclusiveMaximum, -step);
  const min = low ?? (high === undefined ? -20 : high - 40);
  const max = high ?? min + 40;
  const unit = typeof node.multipleOf === "number" ? node.multipleOf : step;
  const [first, last] = [Math.ceil(min / unit), Math.floor(max / unit)];
  return fc
    .integer({ min: first, max: Math.max(first, Math.min(last, first + 1000)) })
    .map((count) => count * unit);
}

function bound(inclusive: unknown, exclusive: unknown, step: number): number | undefined {
  if (typeof exclusive === "number") return exclusive + step;
  if (typeof inclusive !== "number") return undefined;
  return exclusive === true ? inclusive + step : inclusive;
}

const ofFormat: Readonly<Record<string, string>> = {
  date: "2026-03-01",
  "date-time": "2026-03-01T10:00:00Z",
  duration: "P1D",
  email: "ann@example.com",
  hostname: "example.com",
  ipv4: "127.0.0.1",
  ipv6: "::1",
  time: "10:00:00Z",
  uri: "https://example.com/a",
  uuid: "6f1d2c1e-8f0b-4f6e-9a0a-1c2d3e4f5a6b",
};

function texts({ format, pattern, minLength = 0, maxLength }: Schema): fc.Arbitrary<string> {
  const known = typeof format === "string" ? ofFormat[format] : undefined;
  if (known !== undefined) return fc.constant(known);
  if (typeof pattern === "string") return matching(pattern);
  const min = minLength as number;
  return fc.string({
    unit: fc.constantFrom(...'ab 1"{é'),
    minLength: min,
    maxLength: Math.min((maxLength as number) ?? min + 6, min + 50),
  });
}

function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return fc.constant("abc1");
  }
}

function lists(node: Schema, root: Schema, depth: number): fc.Arbitrary<unknown[]> {
  const tuple = (node.prefixItems ?? (Array.isArray(node.items) ? node.items : undefined)) as
    | unknown[]
    | undefined;
  if (tuple) return fc.tuple(...tuple.map((item) => valuesOf(item, root, depth + 1)));
  const minLength = (node.minItems as number) ?? 0;
  if (depth > maxDepth) return fc.constant([]);
  const items = valuesOf(node.items, root, depth + 1);
  const maxLength = Math.min((node.maxItems as number) ?? minLength + 2, minLength + 3);
  return fc.array(items, { minLength, maxLength });
}

function objects(node: Schema, root: Schema, depth: number): fc.Arbitrary<object> {
  const required = new Set(Array.isArray(node.required) ? (node.required as string[]) : []);
  const properties = (node.properties ?? {}) as Schema;
  const all = [...new Set([...Object.keys(properties), ...required])];
  const model = Object.fromEntries(
    all
      .filter((name) => required.has(name) || (depth <= maxDepth && properties[name] !== false))
      .map((name) => [name, valuesOf(properties[name], root, depth + 1)]),
  );
  const own = fc.record(model, { requiredKeys: all.filter((name) => required.has(name)) });
  const more = node.additionalProperties;
  if (more === undefined || more === false || depth > maxDepth) return own;
  return fc
    .tuple(own, fc.dictionary(names, valuesOf(more, root, depth + 1), { maxKeys: 2 }))
    .map(([fixed, free]) => ({ ...free, ...fixed }));
}

/** A schema of both, near enough to make values that may fit. */
function together(first: Schema, second: Schema, root: Schema): Schema {
  const other = typeof second.$ref === "string" ? (find(root, second.$ref) as Schema) : second;
  return {
    ...first,
    ...other,
    ...((first.properties ?? other.properties) !== undefined && {
      properties: { ...(first.properties as object), ...(other.properties as object) },
    }),
    ...((first.required ?? other.required) !== undefined && {
      required: [...((first.required as string[]) ?? []), ...((other.required as string[]) ?? [])],
    }),
  };
}

function typeOf(node: Schema): string | undefined {
  if (node.properties || node.required || node.additionalProperties) return "object";
  if (node.items || node.prefixItems) return "array";
  return node.pattern || node.minLength ? "string" : undefined;
}

function find(root: Schema, reference: string): unknown {
  if (reference === "#") return root;
  if (reference.startsWith("#/"))
    return reference
      .slice(2)
      .split("/")
      .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<unknown>((node, part) => (node as Schema | undefined)?.[part], root);
  const all = Object.values((root.$defs ?? {}) as Record<string, Schema>);
  return all.find(({ $id, $anchor }) => $id === reference || `#${String($anchor)}` === reference);
}
