import { checkerOf, problemsOfSchema } from "./json-schema-2020.js";
import { partsOf } from "./walk.js";

// Source: Anthropic API reference, "Tools": `input_schema` is a JSON Schema 2020-12 of type object; its errors name the
// rest: "input_schema does not support oneOf, allOf, or anyOf at the top level", "Property keys should match pattern".
const checkRoot = checkerOf({
  type: "object",
  required: ["type"],
  properties: {
    type: { const: "object" },
    properties: { type: "object", propertyNames: { pattern: "^[a-zA-Z0-9_.-]{1,64}$" } },
  },
  not: { anyOf: ["oneOf", "anyOf", "allOf"].map((keyword) => ({ required: [keyword] })) },
});

export function checkAnthropic(schema: { readonly $defs?: object }): string[] {
  const problems = [...checkRoot(schema), ...problemsOfSchema(schema)];
  for (const { node, path } of partsOf(schema)) {
    const { $ref } = node;
    if (typeof $ref === "string" && !Object.hasOwn(schema.$defs ?? {}, $ref.slice("#/$defs/".length)))
      problems.push(`${path} refers to ${$ref}, which is not there`);
  }
  return problems;
}
