import { checkerOf } from "./json-schema-2020.js";
import { partsOf } from "./walk.js";

const node = { $ref: "#/$defs/node" };
const text = { type: "string" };
const number = { type: "number" };
const scalar = { type: ["string", "number", "null", "boolean"] };
const typeName = { enum: ["string", "number", "integer", "boolean", "object", "array", "null"] };

// Source: OpenAI, "Structured model outputs", "Supported schemas": the types, the properties of each, `anyOf` below the
// root, `$defs` and recursion, every field required, `additionalProperties: false` in each object.
const checkForm = checkerOf({
  type: "object",
  required: ["type", "properties", "required", "additionalProperties"],
  properties: { type: { const: "object" } },
  not: { required: ["anyOf"] },
  $ref: "#/$defs/node",
  $defs: {
    node: {
      oneOf: ["reference", "union", "object", "array", "scalar"].map((kind) => ({ $ref: `#/$defs/${kind}` })),
    },
    reference: {
      type: "object",
      required: ["$ref"],
      properties: { $ref: { type: "string", pattern: "^#" } },
      additionalProperties: false,
    },
    union: {
      type: "object",
      required: ["anyOf"],
      properties: { anyOf: { type: "array", minItems: 1, items: node }, description: text, title: text },
      additionalProperties: false,
    },
    object: {
      type: "object",
      required: ["type", "properties", "required", "additionalProperties"],
      properties: {
        type: { const: "object" },
        properties: { type: "object", additionalProperties: node },
        required: { type: "array", items: text },
        additionalProperties: { const: false },
        description: text,
        title: text,
        $defs: { type: "object", additionalProperties: node },
      },
      additionalProperties: false,
    },
    array: {
      type: "object",
      required: ["type", "items"],
      properties: {
        type: { const: "array" },
        items: node,
        minItems: number,
        maxItems: number,
        description: text,
        title: text,
      },
      additionalProperties: false,
    },
    scalar: {
      type: "object",
      required: ["type"],
      properties: {
        type: {
          oneOf: [
            { enum: ["string", "number", "integer", "boolean", "null"] },
            { type: "array", items: typeName, minItems: 1, not: { contains: { enum: ["object", "array"] } } },
          ],
        },
        enum: { type: "array", items: scalar, minItems: 1, uniqueItems: true },
        const: scalar,
        description: text,
        title: text,
        pattern: text,
        format: {
          enum: ["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"],
        },
        multipleOf: number,
        maximum: number,
        exclusiveMaximum: number,
        minimum: number,
        exclusiveMinimum: number,
      },
      additionalProperties: false,
    },
  },
});

export function checkOpenAiStrict(schema: { readonly $defs?: object }): string[] {
  const problems = checkForm(schema);
  const sizes = { properties: 0, enumValues: 0, characters: 0 };
  for (const { node: part, depth, path } of partsOf(schema)) {
    const { type, properties = {}, required = [], enum: values = [], $ref } = part as Record<string, never>;
    const names = Object.keys(properties);
    if (type === "object" && [...required].sort().join() !== names.sort().join())
      problems.push(`${path} does not require each of its properties, and no other`);
    if (depth > 10) problems.push(`${path} is ${depth} levels deep`);
    if ($ref !== undefined && !Object.hasOwn(schema.$defs ?? {}, String($ref).slice("#/$defs/".length)))
      problems.push(`${path} refers to ${$ref}, which is not there`);
    sizes.properties += names.length;
    sizes.enumValues += (values as unknown[]).length;
    sizes.characters += names.join("").length + (values as unknown[]).join("").length;
    if ((values as unknown[]).length > 250 && (values as unknown[]).join("").length > 15_000)
      problems.push(`${path} has too long an enum`);
  }
  if (sizes.properties > 5_000 || sizes.enumValues > 1_000 || sizes.characters > 120_000)
    problems.push(`it is too large: ${JSON.stringify(sizes)}`);
  return problems;
}
