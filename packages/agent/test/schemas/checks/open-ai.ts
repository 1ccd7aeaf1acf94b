import { checkerOf, problemsOfSchema } from "./json-schema-2020.js";
import { partsOf } from "./walk.js";

// Source: OpenAI API reference, "Function calling"; its errors name the rest: "schema must have type 'object' and not have
// 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level", "object schema missing properties", "array schema missing items".
const checkRoot = checkerOf({
  type: "object",
  required: ["type", "properties"],
  properties: { type: { const: "object" }, properties: { type: "object" } },
  not: { anyOf: ["oneOf", "anyOf", "allOf", "enum", "not"].map((keyword) => ({ required: [keyword] })) },
});

export function checkOpenAi(schema: object): string[] {
  const arrays = [...partsOf(schema)].filter(
    ({ node: { type, items } }) => [type].flat().includes("array") && items === undefined,
  );
  return [
    ...checkRoot(schema),
    ...problemsOfSchema(schema),
    ...arrays.map(({ path }) => `${path} is an array without items`),
  ];
}
