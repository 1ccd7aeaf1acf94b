import { checkerOf } from "./json-schema-2020.js";
import { partsOf } from "./walk.js";

const node = { $ref: "#/$defs/node" };
const text = { type: "string" };
const number = { type: "number" };
const count = { type: "integer", minimum: 0 };
const common = { description: text, title: text, nullable: { type: "boolean" }, default: {}, example: {} };

// Source: Gemini API reference, `Schema`: "a select subset of an OpenAPI 3.0 schema object". Its errors, and those of
// Vertex AI, name the rest: with `any_of` no other field, enums of texts that are not empty, few formats, objects that
// have properties, `required` of properties that are there.
const checkForm = checkerOf({
  $ref: "#/$defs/root",
  $defs: {
    root: {
      anyOf: [
        node,
        { type: "object", properties: { type: { const: "object" }, properties: { maxProperties: 0 } } },
      ],
    },
    node: {
      oneOf: ["union", "string", "number", "integer", "boolean", "array", "object"].map((kind) => ({
        $ref: `#/$defs/${kind}`,
      })),
    },
    union: {
      type: "object",
      required: ["anyOf"],
      properties: { anyOf: { type: "array", minItems: 2, items: node } },
      additionalProperties: false,
    },
    string: {
      type: "object",
      required: ["type"],
      properties: {
        ...common,
        type: { const: "string" },
        format: { enum: ["enum", "date-time"] },
        enum: { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
        minLength: count,
        maxLength: count,
        pattern: text,
      },
      additionalProperties: false,
    },
    number: numeric("number", ["float", "double"]),
    integer: numeric("integer", ["int32", "int64"]),
    boolean: {
      type: "object",
      required: ["type"],
      properties: { ...common, type: { const: "boolean" } },
      additionalProperties: false,
    },
    array: {
      type: "object",
      required: ["type", "items"],
      properties: { ...common, type: { const: "array" }, items: node, minItems: count, maxItems: count },
      additionalProperties: false,
    },
    object: {
      type: "object",
      required: ["type", "properties"],
      properties: {
        ...common,
        type: { const: "object" },
        properties: { type: "object", minProperties: 1, additionalProperties: node },
        required: { type: "array", items: text },
        propertyOrdering: { type: "array", items: text },
        minProperties: count,
        maxProperties: count,
      },
      additionalProperties: false,
    },
  },
});

function numeric(type: string, formats: readonly string[]): object {
  return {
    type: "object",
    required: ["type"],
    properties: {
      ...common,
      type: { const: type },
      format: { enum: formats },
      minimum: number,
      maximum: number,
    },
    additionalProperties: false,
  };
}

export function checkGoogle(schema: { readonly type?: unknown }): string[] {
  const problems = checkForm(schema);
  if (schema.type !== "object") problems.push("the root is no object");
  for (const { node: part, path } of partsOf(schema)) {
    const { properties = {}, required = [] } = part as { properties?: object; required?: string[] };
    for (const name of required)
      if (!Object.hasOwn(properties, name))
        problems.push(`${path} requires "${name}", which it does not have`);
  }
  return problems;
}
