import type { JsonSchema } from "../json-schema.js";
import { partition, tell } from "../unsaid.js";
import type { Narrower } from "./narrower.js";
import type { Offer } from "./offer.js";

/** What a dialect that does not know it can be told in words; all else asserts nothing. */
const assertions = new Set([
  "additionalProperties",
  "contains",
  "contentEncoding",
  "contentMediaType",
  "dependentRequired",
  "dependentSchemas",
  "else",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "if",
  "maxContains",
  "maximum",
  "maxItems",
  "maxLength",
  "maxProperties",
  "minContains",
  "minimum",
  "minItems",
  "minLength",
  "minProperties",
  "multipleOf",
  "not",
  "oneOf",
  "pattern",
  "patternProperties",
  "prefixItems",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
  "uniqueItems",
]);

/** Writes what a schema of one type says of the value itself, not of what is in it. */
export function narrowValue(node: JsonSchema, narrower: Narrower): Offer {
  const type = String(node.type);
  const isNesting = type === "object" || type === "array";
  if (isNesting && node.enum !== undefined) return narrower.asText(node);
  const [said, others] = partition(
    node,
    (keyword, value) =>
      ["type", "title", "description"].includes(keyword) || says(keyword, value, type, narrower),
  );
  const [unsaid] = partition(others, (keyword) => assertions.has(keyword));
  return { schema: tell(said, unsaid) };
}

function says(keyword: string, value: unknown, type: string, narrower: Narrower): boolean {
  const { keywords, formats, hasNumberEnums } = narrower.dialect;
  switch (keyword) {
    case "enum": {
      const values = value as readonly unknown[];
      const isSayable = type === "string" ? !values.includes("") : hasNumberEnums && type !== "boolean";
      return isSayable && values.length > 0 && narrower.takesEnum(values);
    }
    case "format":
      return formats[type]?.has(String(value)) ?? false;
    case "pattern":
      // Decoders of models look neither ahead nor back.
      return (keywords[type]?.has(keyword) ?? false) && !/\(\?[=!<]|\\[1-9k]/.test(String(value));
    default:
      return keywords[type]?.has(keyword) ?? false;
  }
}
