import { Validator } from "@langchain/core/utils/json_schema";
import fc from "fast-check";
import { isSchemaObject } from "./json-schema.js";
import { toModelSchema } from "./model-schema.js";

function schemaOf(input: unknown) {
  const converted = toModelSchema(input);
  if (!("schema" in converted)) throw new Error(converted.reason);
  return converted.schema as Record<string, unknown>;
}

const isValid = (schema: object, value: unknown) => new Validator(schema, "2020-12").validate(value).valid;

describe("toModelSchema", () => {
  it.each([
    ["a tool without arguments", { type: "object" }, { type: "object", properties: {} }],
    ["an empty schema", {}, { type: "object", properties: {} }],
    [
      "a reference, its target in its place",
      { type: "object", properties: { at: { $ref: "#/$defs/Place" } }, $defs: { Place: { type: "string" } } },
      { type: "object", properties: { at: { type: "string" } } },
    ],
    [
      "a description beside a reference",
      {
        properties: { at: { $ref: "#/definitions/P", description: "where" } },
        definitions: { P: { type: "string" } },
      },
      { type: "object", properties: { at: { type: "string", description: "where" } } },
    ],
    [
      "an escaped pointer",
      { properties: { at: { $ref: "#/$defs/a~1b%20c" } }, $defs: { "a/b c": { type: "number" } } },
      { type: "object", properties: { at: { type: "number" } } },
    ],
    [
      "an array that does not say what it holds",
      { properties: { list: { type: "array" } } },
      { type: "object", properties: { list: { type: "array", items: {} } } },
    ],
    [
      "a tuple of 2020-12",
      {
        properties: {
          pair: { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], items: false },
        },
      },
      {
        type: "object",
        properties: {
          pair: {
            type: "array",
            description: 'Items in this order: [{"type":"string"},{"type":"number"}]',
            items: { anyOf: [{ type: "string" }, { type: "number" }] },
            maxItems: 2,
          },
        },
      },
    ],
    [
      "a tuple of draft-07",
      { properties: { one: { type: "array", items: [{ type: "string" }] } } },
      { type: "object", properties: { one: { type: "array", items: { anyOf: [{ type: "string" }, {}] } } } },
    ],
    [
      "a property that may be anything",
      { properties: { any: true }, additionalProperties: false },
      { type: "object", properties: { any: {} }, additionalProperties: false },
    ],
    [
      "a nullable union, as Pydantic writes it",
      { properties: { at: { anyOf: [{ type: "string" }, { type: "null" }], default: null } } },
      {
        type: "object",
        properties: { at: { anyOf: [{ type: "string" }, { type: "null" }], default: null } },
      },
    ],
    [
      "alternatives at the root",
      {
        oneOf: [
          {
            properties: { id: { type: "string" }, kind: { const: "a" } },
            required: ["id", "kind"],
            additionalProperties: false,
          },
          {
            properties: { name: { type: "string" }, kind: { const: "b" } },
            required: ["name", "kind"],
            additionalProperties: false,
          },
        ],
      },
      {
        type: "object",
        description: 'One of these sets of arguments is needed: id + kind "a"; or name + kind "b".',
        properties: {
          id: { type: "string" },
          kind: { anyOf: [{ const: "a" }, { const: "b" }] },
          name: { type: "string" },
        },
        required: ["kind"],
      },
    ],
    [
      "parts at the root",
      {
        allOf: [
          { properties: { a: { type: "string" } }, required: ["a"] },
          { properties: { b: {} }, required: ["b"] },
        ],
      },
      { type: "object", properties: { a: { type: "string" }, b: {} }, required: ["a", "b"] },
    ],
    [
      "a pattern that JavaScript cannot read",
      { properties: { at: { type: "string", pattern: "(?P<year>\\d+)" } } },
      { type: "object", properties: { at: { type: "string", description: "Pattern: (?P<year>\\d+)" } } },
    ],
    [
      "limits of draft-04, and what is null for nothing",
      {
        properties: { a: { type: "number", minimum: 0, exclusiveMinimum: true, description: null } },
        required: null,
      },
      { type: "object", properties: { a: { type: "number", exclusiveMinimum: 0 } } },
    ],
    [
      "values that are named twice, and lists of values with none",
      { properties: { a: { enum: ["x", "x", "y"] }, b: { type: "string", enum: [] } } },
      { type: "object", properties: { a: { enum: ["x", "y"] }, b: { type: "string" } } },
    ],
    [
      "a root that is a reference to a schema that refers to itself",
      { $ref: "#/$defs/T", $defs: { T: { type: "object", properties: { next: { $ref: "#/$defs/T" } } } } },
      {
        type: "object",
        properties: { next: { $ref: "#/$defs/T" } },
        $defs: { T: { type: "object", properties: { next: { $ref: "#/$defs/T" } } } },
      },
    ],
    [
      "conditions at the root, which it tells in words",
      { properties: { a: {} }, if: { required: ["a"] }, else: { required: ["b"] } },
      {
        type: "object",
        properties: { a: {} },
        description: 'Has to fit: {"if":{"required":["a"]},"else":{"required":["b"]}}',
      },
    ],
  ])("accepts %s", (_, input, schema) => {
    expect(schemaOf(input)).toEqual(schema);
  });

  it("keeps a schema that refers to itself as a reference that can be followed", () => {
    const tree = {
      type: "object",
      properties: { children: { type: "array", items: { $ref: "#/$defs/Tree" } } },
    };
    const schema = schemaOf({
      type: "object",
      properties: { tree: { $ref: "#/$defs/Tree" } },
      $defs: { Tree: tree },
    });
    expect(schema).toEqual({
      type: "object",
      properties: { tree: { $ref: "#/$defs/Tree" } },
      $defs: { Tree: tree },
    });
    expect(isValid(schema, { tree: { children: [{ children: [] }] } })).toBe(true);
    expect(isValid(schema, { tree: { children: [{ children: "none" }] } })).toBe(false);
  });

  it("does not mistake a property for a keyword", () => {
    const properties = {
      $ref: { type: "string" },
      items: { type: "string" },
      properties: { type: "string" },
    };
    expect(schemaOf({ type: "object", properties })).toEqual({ type: "object", properties });
  });

  it.each([
    ["no schema", null, /not an object/],
    ["a schema of a string", { type: "string" }, /of type "string", and must be of type "object"/],
    [
      "a reference to nowhere",
      { properties: { a: { $ref: "#/$defs/None" } } },
      /"#\/\$defs\/None", which is not there/,
    ],
    [
      "a reference out of it",
      { properties: { a: { $ref: "https://x.test/s.json" } } },
      /outside of the schema/,
    ],
    ["one that grows without end", billionLaughs(), /more than 20000 parts/],
    ["one that is deep without end", nested(5_000), /more than 200 levels deep|cannot be read/],
    [
      "a type that is none",
      { properties: { a: { type: "strin" } } },
      /"type" at \/properties\/a is "strin", not a type/,
    ],
    [
      "properties that are none",
      { properties: ["a"] },
      /"properties" at the root is \["a"\], not an object of schemas/,
    ],
    [
      "a limit that is none",
      { properties: { a: { minimum: "1" } } },
      /"minimum" at \/properties\/a is "1", not a number/,
    ],
  ])("leaves out %s, and says why", (_, input, reason) => {
    expect(toModelSchema(input)).toEqual({ reason: expect.stringMatching(reason) });
  });

  it("takes every argument object that the server's schema takes", () => {
    const leaf = fc.constantFrom(
      { type: "string" },
      { type: "integer", minimum: 0 },
      { anyOf: [{ type: "string" }, { type: "null" }] },
      { const: "fixed" },
      { enum: ["a", "b"] },
      { type: "array" },
      { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }] },
      { $ref: "#/$defs/Leaf" },
      { $ref: "#/$defs/Tree" },
      true,
    );
    const names = fc.constantFrom("a", "b", "c");
    const object = fc.record({
      properties: fc.dictionary(names, leaf),
      required: fc.uniqueArray(names),
    });
    const root = fc.oneof(
      object,
      fc.record({ oneOf: fc.array(object, { minLength: 1, maxLength: 3 }) }),
      fc.record({
        anyOf: fc.array(object, { minLength: 1, maxLength: 3 }),
        allOf: fc.array(object, { maxLength: 2 }),
      }),
    );
    const value = fc.oneof(
      fc.constantFrom("fixed", "a", "b", null, 3, -1),
      fc.constantFrom(["x", 1], ["x"], [], { children: [] }, { children: [{ children: [] }] }),
    );
    const $defs = {
      Leaf: { type: "string" },
      Tree: { type: "object", properties: { children: { type: "array", items: { $ref: "#/$defs/Tree" } } } },
    };
    fc.assert(
      fc.property(root, fc.dictionary(names, value), (shape, args) => {
        const input = { type: "object", ...shape, $defs };
        const schema = schemaOf(input);
        expect(isSchemaObject(schema.properties)).toBe(true);
        fc.pre(isValid(input, args));
        expect(isValid(schema, args)).toBe(true);
      }),
      // Arguments that the server does not take are not counted.
      { numRuns: 80 },
    );
  });
});

/** Each definition uses the one before it twice. */
function billionLaughs() {
  const names = Array.from({ length: 30 }, (_, index) => `d${index}`);
  const $defs = Object.fromEntries(
    names.map((name, index) => {
      const $ref = `#/$defs/d${index + 1}`;
      return [
        name,
        index === 29 ? { type: "string" } : { type: "object", properties: { a: { $ref }, b: { $ref } } },
      ];
    }),
  );
  return { type: "object", properties: { a: { $ref: "#/$defs/d0" } }, $defs };
}

function nested(depth: number) {
  return Array.from({ length: depth }).reduce<object>(
    (inner) => ({ type: "object", properties: { inner } }),
    { type: "string" },
  );
}
