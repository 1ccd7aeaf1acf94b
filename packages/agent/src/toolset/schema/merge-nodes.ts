import { describe, isSame, type JsonSchema, propertiesOf, requiredOf, typesOf } from "./json-schema.js";
import { tell } from "./unsaid.js";

/** One schema that takes at least what both take. What only `allOf` could say is told in words. */
export function mergeNodes(first: JsonSchema, second: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...first };
  const unsaid: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(second)) {
    if (!Object.hasOwn(first, keyword)) merged[keyword] = value;
    else if (!isSame(first[keyword], value)) merge(keyword, first, second, merged, unsaid);
  }
  return tell(merged, unsaid);
}

function merge(
  keyword: string,
  first: JsonSchema,
  second: JsonSchema,
  merged: Record<string, unknown>,
  unsaid: Record<string, unknown>,
): void {
  const [one, other] = [first[keyword], second[keyword]];
  switch (keyword) {
    case "type":
      merged.type = commonTypes(typesOf(first), typesOf(second));
      return;
    case "required":
      merged.required = [...new Set([...requiredOf(first), ...requiredOf(second)])];
      return;
    case "properties":
      merged.properties = { ...propertiesOf(first), ...mergedProperties(first, second) };
      return;
    case "description":
      merged.description = describe(first, String(other)).description;
      return;
    case "enum":
      merged.enum = (one as unknown[]).filter((value) => (other as unknown[]).some((b) => isSame(value, b)));
      return;
    case "title":
    case "default":
    case "examples":
      return;
    case "additionalProperties":
      if (one === true) merged[keyword] = other;
      else if (other !== true && one !== false) unsaid[keyword] = other;
      return;
    default:
      if (/^(?:exclusiveM|m)in/.test(keyword)) merged[keyword] = Math.max(Number(one), Number(other));
      else if (/^(?:exclusiveM|m)ax/.test(keyword)) merged[keyword] = Math.min(Number(one), Number(other));
      else unsaid[keyword] = other;
  }
}

function mergedProperties(first: JsonSchema, second: JsonSchema): JsonSchema {
  const known = propertiesOf(first);
  const entries = Object.entries(propertiesOf(second)).map(([name, schema]): [string, unknown] => {
    const before = Object.hasOwn(known, name) ? known[name] : schema;
    return [name, isSame(before, schema) ? schema : { allOf: [before, schema] }];
  });
  return Object.fromEntries(entries);
}

function commonTypes(first: readonly string[], second: readonly string[]): string[] {
  const common = first.flatMap((type) => {
    if (second.includes(type)) return [type];
    if (type === "number" && second.includes("integer")) return ["integer"];
    return type === "integer" && second.includes("number") ? [type] : [];
  });
  return [...new Set(common)];
}
