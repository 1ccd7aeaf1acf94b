/** Input schemas written by hand: what servers and generators are known to send, and the corners of the drafts. */
export const written: Readonly<Record<string, object>> = {
  "no arguments": { type: "object" },
  "no arguments, closed": { type: "object", properties: {}, additionalProperties: false },
  "no arguments, draft-07": {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  "empty schema": {},
  "free-form arguments": { type: "object", additionalProperties: true },
  "arguments by name": { type: "object", additionalProperties: { type: "number" } },
  "passthrough of zod": { type: "object", properties: { a: { type: "string" } }, additionalProperties: {} },
  "Optional[str] of Pydantic": {
    type: "object",
    title: "searchArguments",
    properties: {
      query: { type: "string", title: "Query" },
      after: { anyOf: [{ type: "string" }, { type: "null" }], default: null, title: "After" },
      limit: { anyOf: [{ type: "integer" }, { type: "null" }], default: 10, title: "Limit" },
    },
    required: ["query"],
  },
  "Literal and Enum of Pydantic": {
    type: "object",
    properties: {
      mode: { enum: ["fast", "slow"], type: "string", default: "fast" },
      kind: { $ref: "#/$defs/Kind" },
      one: { const: "only", type: "string" },
    },
    required: ["kind"],
    $defs: { Kind: { enum: ["a", "b"], title: "Kind", type: "string" } },
  },
  "discriminated union of Pydantic": {
    type: "object",
    properties: {
      pet: {
        discriminator: { propertyName: "kind", mapping: { cat: "#/$defs/Cat", dog: "#/$defs/Dog" } },
        oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
      },
    },
    required: ["pet"],
    $defs: {
      Cat: {
        type: "object",
        properties: { kind: { const: "cat" }, lives: { type: "integer" } },
        required: ["kind", "lives"],
      },
      Dog: {
        type: "object",
        properties: { kind: { const: "dog" }, name: { type: "string" } },
        required: ["kind", "name"],
      },
    },
  },
  "dict[str, int] of Pydantic": {
    type: "object",
    properties: { counts: { type: "object", additionalProperties: { type: "integer" } } },
    required: ["counts"],
  },
  "tuple of Pydantic": {
    type: "object",
    properties: {
      at: { type: "array", prefixItems: [{ type: "number" }, { type: "number" }], minItems: 2, maxItems: 2 },
    },
    required: ["at"],
  },
  "a tree": {
    type: "object",
    properties: { root: { $ref: "#/$defs/Node" } },
    required: ["root"],
    $defs: {
      Node: {
        type: "object",
        properties: {
          name: { type: "string" },
          children: { type: "array", items: { $ref: "#/$defs/Node" } },
        },
        required: ["name"],
      },
    },
  },
  "a root that refers to itself": {
    type: "object",
    properties: { value: { type: "number" }, next: { $ref: "#" } },
    required: ["value"],
  },
  "a root that is a reference": {
    $ref: "#/definitions/Args",
    $schema: "http://json-schema.org/draft-07/schema#",
    definitions: { Args: { type: "object", properties: { a: { type: "string" } }, required: ["a"] } },
  },
  "two that refer to each other": {
    type: "object",
    properties: { filter: { $ref: "#/$defs/And" } },
    $defs: {
      And: { type: "object", properties: { and: { type: "array", items: { $ref: "#/$defs/Or" } } } },
      Or: { type: "object", properties: { or: { type: "array", items: { $ref: "#/$defs/And" } } } },
    },
  },
  "any JSON, by recursion": {
    type: "object",
    properties: { value: { $ref: "#/$defs/Json" } },
    required: ["value"],
    $defs: {
      Json: {
        anyOf: [
          { type: "string" },
          { type: "number" },
          { type: "boolean" },
          { type: "null" },
          { type: "array", items: { $ref: "#/$defs/Json" } },
          { type: "object", additionalProperties: { $ref: "#/$defs/Json" } },
        ],
      },
    },
  },
  "a reference into properties": {
    type: "object",
    properties: {
      from: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
      to: { $ref: "#/properties/from", description: "Where to" },
    },
    required: ["from", "to"],
  },
  "an anchor": {
    type: "object",
    properties: { at: { $ref: "#place" } },
    $defs: { Place: { $anchor: "place", type: "string", minLength: 1 } },
  },
  "an embedded $id": {
    $id: "https://example.com/args",
    type: "object",
    properties: { at: { $ref: "https://example.com/place" } },
    $defs: { Place: { $id: "https://example.com/place", type: "string" } },
  },
  "keywords beside a reference": {
    type: "object",
    properties: { code: { $ref: "#/$defs/Code", maxLength: 3, description: "A short code" } },
    required: ["code"],
    $defs: { Code: { type: "string", minLength: 1 } },
  },
  "alternatives at the root": {
    type: "object",
    oneOf: [
      {
        properties: { by: { const: "id" }, id: { type: "string" } },
        required: ["by", "id"],
        additionalProperties: false,
      },
      {
        properties: { by: { const: "name" }, name: { type: "string" } },
        required: ["by", "name"],
        additionalProperties: false,
      },
    ],
  },
  "one of two arguments": {
    type: "object",
    properties: { path: { type: "string" }, url: { type: "string", format: "uri" } },
    anyOf: [{ required: ["path"] }, { required: ["url"] }],
  },
  "parts at the root": {
    allOf: [
      { $ref: "#/$defs/Page" },
      { type: "object", properties: { query: { type: "string" } }, required: ["query"] },
    ],
    $defs: { Page: { type: "object", properties: { page: { type: "integer", minimum: 1 } } } },
  },
  "conditions at the root": {
    type: "object",
    properties: { kind: { enum: ["file", "url"] }, path: { type: "string" }, url: { type: "string" } },
    required: ["kind"],
    if: { properties: { kind: { const: "file" } } },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { required: ["path"] },
    else: { required: ["url"] },
  },
  "dependencies of draft-07": {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties: { user: { type: "string" }, password: { type: "string" } },
    dependencies: { user: ["password"] },
  },
  "tuples of draft-07": {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties: {
      range: {
        type: "array",
        items: [{ type: "number" }, { type: "number" }],
        additionalItems: false,
        minItems: 2,
      },
    },
  },
  "an open tuple": {
    type: "object",
    properties: { row: { type: "array", prefixItems: [{ type: "string" }], items: { type: "number" } } },
  },
  "limits of draft-04": {
    $schema: "http://json-schema.org/draft-04/schema#",
    type: "object",
    properties: { ratio: { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 1 } },
    required: ["ratio"],
  },
  "nullable of OpenAPI 3.0": {
    type: "object",
    properties: {
      note: { type: "string", nullable: true },
      tags: { type: "array", items: {}, nullable: true },
    },
  },
  "parts of a property": {
    type: "object",
    properties: {
      who: {
        allOf: [
          { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
          { type: "object", properties: { age: { type: "integer", minimum: 0 } } },
        ],
      },
    },
    required: ["who"],
  },
  "names that are no identifiers": {
    type: "object",
    properties: {
      $filter: { type: "string" },
      "filter[name]": { type: "string" },
      "filter name": { type: "integer" },
      "@type": { const: "x" },
      ["a-very-long-name-of-a-property-".repeat(3)]: { type: "boolean" },
    },
    required: ["$filter", "filter[name]"],
  },
  "names of keywords": {
    type: "object",
    properties: {
      type: { type: "string" },
      properties: { type: "array", items: { type: "string" } },
      required: { type: "boolean" },
      $ref: { type: "string" },
      items: { type: "object", properties: { enum: { type: "string" } }, required: ["enum"] },
      description: { type: "string" },
      strict: { type: "boolean" },
      additionalProperties: {
        type: "object",
        properties: { $schema: { type: "string" } },
        required: ["$schema"],
      },
    },
    required: ["type", "properties", "strict", "additionalProperties"],
  },
  "values of every kind": {
    type: "object",
    properties: {
      level: { enum: ["low", "high", 1, 2.5, true, null] },
      none: { enum: [null] },
      empty: { enum: ["", "a"] },
    },
  },
  "formats of every kind": {
    type: "object",
    properties: Object.fromEntries(
      [
        "date-time",
        "date",
        "time",
        "duration",
        "email",
        "hostname",
        "ipv4",
        "uri",
        "uuid",
        "color",
        "int32",
      ].map((format) => [format, { type: "string", format }]),
    ),
  },
  "patterns that look around": {
    type: "object",
    properties: {
      password: { type: "string", pattern: "^(?=.*\\d).{4,}$" },
    },
  },
  "names by pattern": {
    type: "object",
    properties: { env: { type: "object", patternProperties: { "^[A-Z]+$": { type: "string" } } } },
    required: ["env"],
  },
  "an object that is deep": Array.from({ length: 12 }).reduce<object>(
    (inner) => ({ type: "object", properties: { inner }, required: ["inner"] }),
    { type: "object", properties: { value: { type: "string" } }, required: ["value"] },
  ),
  "very many values": {
    type: "object",
    properties: { icon: { enum: Array.from({ length: 1500 }, (_, index) => `icon-${index}`) } },
    required: ["icon"],
  },
  "very many arguments": {
    type: "object",
    properties: Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`field_${index}`, { type: "string" }]),
    ),
  },
  "required but not described": {
    type: "object",
    properties: { a: { type: "string" } },
    required: ["a", "b"],
  },
  "a property that must not be": { type: "object", properties: { a: { type: "string" }, old: false } },
  "a condition in a property": {
    type: "object",
    properties: {
      a: { type: "integer", if: { minimum: 10 }, else: { maximum: 5 } },
      b: { not: { type: "string" } },
    },
  },
  "a list of alternatives": {
    type: "object",
    properties: {
      items: {
        type: "array",
        items: {
          anyOf: [
            { type: "string" },
            { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
          ],
        },
      },
    },
    required: ["items"],
  },
  "many that refer to one another": {
    type: "object",
    properties: { value: { $ref: "#/$defs/T0" } },
    $defs: Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `T${index}`,
        {
          type: "object",
          properties: Object.fromEntries(
            Array.from({ length: 12 }, (__, other) => [`to_${other}`, { $ref: `#/$defs/T${other}` }]),
          ),
        },
      ]),
    ),
  },
  "words around and within": {
    type: "object",
    properties: {
      limit: {
        description: "How many.",
        default: 10,
        anyOf: [{ type: "integer", minimum: 1, description: "At least one." }, { type: "null" }],
      },
    },
  },
};
