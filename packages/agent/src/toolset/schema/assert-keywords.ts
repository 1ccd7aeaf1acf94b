import { isSchemaObject, type JsonSchema } from "./json-schema.js";
import { UnusableSchema } from "./unusable-schema.js";

const types: ReadonlySet<unknown> = new Set([
  "array",
  "boolean",
  "integer",
  "null",
  "number",
  "object",
  "string",
]);

const isType = (value: unknown) =>
  types.has(value) || (Array.isArray(value) && value.length > 0 && value.every((type) => types.has(type)));
const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown) => isNumber(value) && (value as number) >= 0;
const isNames = (value: unknown) => Array.isArray(value) && value.every((name) => typeof name === "string");
const isText = (value: unknown) => typeof value === "string";
const isSchema = (value: unknown) => isSchemaObject(value) || typeof value === "boolean";
const isSchemas = (value: unknown) => Array.isArray(value) && value.every(isSchema);
const isRecordOf = (holds: (value: unknown) => boolean) => (value: unknown) =>
  isSchemaObject(value) && Object.values(value).every(holds);

type Rule = readonly [holds: (value: unknown) => boolean, kind: string];

const type: Rule = [isType, "a type of JSON Schema"];
const number: Rule = [isNumber, "a number"];
const count: Rule = [isCount, "a number of 0 or more"];
const names: Rule = [isNames, "a list of names"];
const text: Rule = [isText, "a text"];
const schema: Rule = [isSchema, "a schema"];
const schemas: Rule = [isSchemas, "a list of schemas"];
const schemasByName: Rule = [isRecordOf(isSchema), "an object of schemas"];
const namesByName: Rule = [isRecordOf(isNames), "an object of lists of names"];
const step: Rule = [(value) => isNumber(value) && (value as number) > 0, "a number above 0"];
const list: Rule = [Array.isArray, "a list"];

/** The keywords that hold the same kind of value. Source: the meta-schemas of JSON Schema 2020-12. */
const kinds: readonly [kind: Rule, ...keywords: string[]][] = [
  [type, "type"],
  [text, "description", "format", "pattern", "title"],
  [number, "exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum"],
  [step, "multipleOf"],
  [count, "maxContains", "maxItems", "maxLength", "maxProperties"],
  [count, "minContains", "minItems", "minLength", "minProperties"],
  [list, "enum"],
  [names, "required"],
  [namesByName, "dependentRequired"],
  [schema, "additionalProperties", "unevaluatedItems", "unevaluatedProperties"],
  [schema, "contains", "else", "if", "items", "not", "propertyNames", "then"],
  [schemas, "allOf", "anyOf", "oneOf", "prefixItems"],
  [schemasByName, "dependentSchemas", "patternProperties", "properties"],
];

const rules: ReadonlyMap<string, Rule> = new Map(
  kinds.flatMap(([rule, ...keywords]) => keywords.map((keyword): [string, Rule] => [keyword, rule])),
);

/**
 * Checks the keywords of one schema, not of those inside it. One keyword that a provider cannot read would make it refuse
 * the whole request, the tools of all other servers included.
 *
 * @param at - where the schema is, for the reason
 * @throws UnusableSchema for the first one that is wrong
 */
export function assertKeywords(node: JsonSchema, at: string): void {
  for (const [keyword, value] of Object.entries(node)) {
    const rule = rules.get(keyword);
    if (rule === undefined || rule[0](value)) continue;
    const shown = JSON.stringify(value)?.slice(0, 60);
    throw new UnusableSchema(
      `its schema is not valid: "${keyword}" at ${at || "the root"} is ${shown}, not ${rule[1]}`,
    );
  }
}
