import { createHash } from "node:crypto";
import { describe, isSchemaObject, type JsonSchema, propertiesOf, requiredOf } from "../json-schema.js";
import type { Offer } from "./offer.js";
import { rootOf } from "./root.js";

/** Source: Anthropic API, "input_schema.properties: Property keys should match pattern". */
const allowedName = /^[a-zA-Z0-9_.-]{1,64}$/;
const maxLength = 64;
const hashLength = 8;

/**
 * As Anthropic takes a tool: any JSON Schema 2020-12 with a plain root, if the names of the arguments are plain, too.
 * Those of what is inside of arguments may be any.
 */
export function toAnthropic(schema: JsonSchema): Offer {
  const root = rootOf(schema);
  const names = Object.keys(propertiesOf(root));
  const renamed = new Map<string, string>();
  const taken = new Set(names);
  for (const name of names) {
    if (allowedName.test(name)) continue;
    const plain = plainName(name, taken);
    renamed.set(name, plain);
    taken.add(plain);
  }
  if (renamed.size === 0) return { schema: root };
  const originals = new Map([...renamed].map(([name, plain]) => [plain, name]));
  return { schema: rename(root, renamed), restore: (args) => withNames(args, originals) };
}

function plainName(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replaceAll(/[^a-zA-Z0-9_.-]/g, "_");
  if (allowedName.test(plain) && !taken.has(plain)) return plain;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, hashLength);
  return `${plain.slice(0, maxLength - hashLength - 1)}_${hash}`;
}

function rename(root: JsonSchema, renamed: ReadonlyMap<string, string>): JsonSchema {
  const { properties: _, required: __, dependentRequired, ...rest } = root;
  const plain = (name: string) => renamed.get(name) ?? name;
  const properties = Object.entries(propertiesOf(root)).map(([name, schema]): [string, unknown] => {
    const isRenamed = renamed.has(name) && isSchemaObject(schema);
    return [plain(name), isRenamed ? describe(schema, `Called "${name}" by the server.`) : schema];
  });
  const required = requiredOf(root).map(plain);
  const dependent = Object.entries(isSchemaObject(dependentRequired) ? dependentRequired : {}).map(
    ([name, names]): [string, unknown] => [plain(name), (names as string[]).map(plain)],
  );
  return {
    ...rest,
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    ...(dependent.length > 0 && { dependentRequired: Object.fromEntries(dependent) }),
  };
}

function withNames(args: unknown, names: ReadonlyMap<string, string>): unknown {
  if (!isSchemaObject(args)) return args;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [names.get(name) ?? name, value]));
}
