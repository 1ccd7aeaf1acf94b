/** Forms of a single value. */
const forms: Readonly<Record<string, object>> = {
  text: { type: "string" },
  "text of a length": { type: "string", minLength: 1, maxLength: 5 },
  "text of a pattern": { type: "string", pattern: "^[a-z]{1,3}$" },
  "date-time": { type: "string", format: "date-time" },
  address: { type: "string", format: "uri", description: "Where it is." },
  "format of its own": { type: "string", format: "x-colour" },
  integer: { type: "integer", minimum: 0, maximum: 10 },
  number: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
  steps: { type: "integer", multipleOf: 5 },
  flag: { type: "boolean", default: false },
  nothing: { type: "null" },
  "fixed text": { const: "fixed" },
  "fixed number": { const: 7 },
  "fixed object": { const: { a: 1 } },
  choice: { enum: ["red", "green"] },
  "choice of numbers": { type: "integer", enum: [1, 2, 3] },
  "mixed choice": { enum: ["red", 1, null] },
  "several types": { type: ["string", "integer"] },
  "text or nothing": { type: ["string", "null"] },
  anything: {},
  "anything described": { description: "Whatever you like." },
  "free object": { type: "object" },
  "empty object": { type: "object", properties: {}, additionalProperties: false },
  "texts by name": { type: "object", additionalProperties: { type: "string" } },
  place: {
    type: "object",
    properties: { city: { type: "string" }, zip: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  },
  list: { type: "array", items: { type: "string" }, maxItems: 3 },
  "list of anything": { type: "array" },
  set: { type: "array", items: { enum: ["a", "b"] }, uniqueItems: true },
  pair: { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], minItems: 2, maxItems: 2 },
  "text or list": { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
  "one of two objects": {
    oneOf: [
      {
        type: "object",
        properties: { kind: { const: "a" }, x: { type: "integer" } },
        required: ["kind", "x"],
      },
      { type: "object", properties: { kind: { const: "b" }, y: { type: "string" } }, required: ["kind"] },
    ],
  },
};

const object = (properties: object, required: readonly string[], more: object = {}) => ({
  type: "object",
  properties,
  required,
  ...more,
});

/** Places in which a value can be. */
const places: Readonly<Record<string, (form: object) => object>> = {
  "a required argument": (form) => object({ value: form }, ["value"]),
  "an argument that may be left out": (form) => object({ value: form, other: { type: "boolean" } }, []),
  "an argument that may be null": (form) => object({ value: { anyOf: [form, { type: "null" }] } }, []),
  "a list": (form) => object({ values: { type: "array", items: form } }, ["values"]),
  "a place of a tuple": (form) =>
    object({ row: { type: "array", prefixItems: [{ type: "boolean" }, form], maxItems: 2 } }, ["row"]),
  "a map": (form) => object({ map: { type: "object", additionalProperties: form } }, ["map"]),
  "an object of an object": (form) => object({ outer: object({ inner: form }, ["inner"]) }, ["outer"]),
  "a definition": (form) => object({ value: { $ref: "#/$defs/Form" } }, ["value"], { $defs: { Form: form } }),
  "a definition of draft-07": (form) =>
    object({ value: { $ref: "#/definitions/Form" } }, ["value"], {
      $schema: "http://json-schema.org/draft-07/schema#",
      // Draft-07 knows no `prefixItems`.
      definitions: { Form: JSON.parse(JSON.stringify(form).replace('"prefixItems"', '"items"')) },
    }),
  "a part of all": (form) => object({ value: { allOf: [form, { title: "Value" }] } }, ["value"]),
  "an alternative of the root": (form) => ({
    type: "object",
    oneOf: [
      object({ kind: { const: "value" }, value: form }, ["kind", "value"]),
      object({ kind: { const: "none" } }, ["kind"]),
    ],
  }),
  "a node of a tree": (form) =>
    object({ tree: { $ref: "#/$defs/Node" } }, ["tree"], {
      $defs: {
        Node: object({ value: form, kids: { type: "array", items: { $ref: "#/$defs/Node" } } }, ["value"]),
      },
    }),
};

/** Input schemas that are made of every form in every place. */
export const derived: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries(places).flatMap(([place, put]) =>
    Object.entries(forms).map(([form, schema]) => [`${form} as ${place}`, put(schema)]),
  ),
);
