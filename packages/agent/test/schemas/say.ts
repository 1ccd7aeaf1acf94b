type Schema = Readonly<Record<string, unknown>>;

/** What a schema leaves no way to say. */
export const unsayable: unique symbol = Symbol("unsayable");

/**
 * A value as a model has to say it that is bound to a schema: `null` for what it leaves out and has to name, JSON in a text
 * where the schema asks for that, names as the schema has them. It knows the schema that the model gets, and nothing of
 * how that was made.
 */
export function say(schema: unknown, value: unknown, root: Schema): unknown {
  const node = (schema ?? {}) as Schema;
  if (typeof node.$ref === "string")
    return say((root.$defs as Schema)[node.$ref.slice("#/$defs/".length)], value, root);
  if (Array.isArray(node.anyOf)) return sayOneOf(node.anyOf, value, root);
  const types = [node.type].flat();
  if (value === null && (types.includes("null") || node.nullable === true)) return null;
  if (/JSON (?:text|value)/.test(String(node.description ?? ""))) return JSON.stringify(value);
  if (!types.some((type) => isOf(type, value))) return unsayable;
  if (Array.isArray(node.enum) && !node.enum.includes(value)) return unsayable;
  if (Array.isArray(value)) return sayList(node, value, root);
  return typeof value === "object" && value !== null ? sayObject(node, value as Schema, root) : value;
}

function sayOneOf(alternatives: readonly unknown[], value: unknown, root: Schema): unknown {
  for (const alternative of alternatives) {
    const said = say(alternative, value, root);
    if (said !== unsayable) return said;
  }
  return unsayable;
}

function sayList(node: Schema, list: readonly unknown[], root: Schema): unknown {
  const said = list.map((item) => say(node.items, item, root));
  return said.includes(unsayable) ? unsayable : said;
}

function sayObject(node: Schema, value: Schema, root: Schema): unknown {
  const properties = (node.properties ?? {}) as Schema;
  const required = (node.required ?? []) as string[];
  const said: [string, unknown][] = Object.keys(properties).flatMap((name): [string, unknown][] => {
    // A name that a provider's converter takes away has another end.
    const known = Object.hasOwn(value, name) ? name : name.replace(/_$/, "");
    if (Object.hasOwn(value, known)) return [[name, say(properties[name], value[known], root)]];
    return required.includes(name) ? [[name, say(properties[name], null, root)]] : [];
  });
  const others = Object.entries(value).filter(
    ([name]) => !Object.hasOwn(properties, name) && !Object.hasOwn(properties, `${name}_`),
  );
  if (others.length > 0) {
    const more = said.findIndex(([name]) => name === "additional_properties");
    const text = JSON.stringify(Object.fromEntries(others));
    if (more >= 0) said[more] = ["additional_properties", text];
    else if (Object.hasOwn(properties, "additional_properties")) said.push(["additional_properties", text]);
    else if (node.additionalProperties === false) return unsayable;
    else said.push(...others);
  }
  return said.some(([, inner]) => inner === unsayable) ? unsayable : Object.fromEntries(said);
}

function isOf(type: unknown, value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return type === "null" ? value === null : typeof value === type;
}
