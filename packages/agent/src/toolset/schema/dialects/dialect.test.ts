import { readSchema } from "../read-schema.js";
import { type Dialect, toDialect } from "./dialect.js";

function offer(dialect: Dialect, input: object) {
  const reading = readSchema(input);
  if (!("schema" in reading)) throw new Error(reading.reason);
  return toDialect(reading.schema, dialect);
}

const text = { type: "string" };
const closed = { additionalProperties: false };
const object = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});

describe("OpenAI's strict dialect", () => {
  it.each<[string, object, object]>([
    [
      "what may be left out is null",
      { ...text, default: "x" },
      { type: ["string", "null"], description: 'Default: "x".' },
    ],
    ["a list of values may be null, too", { enum: ["a"] }, { type: ["string", "null"], enum: ["a", null] }],
    [
      "what it has no word for is told",
      { ...text, minLength: 1 },
      { type: ["string", "null"], description: 'Has to fit: {"minLength":1}' },
    ],
    [
      "a free object is asked for as a text",
      { type: "object" },
      { type: ["string", "null"], description: "As JSON text: an object." },
    ],
    ["any value, too", {}, { type: ["string", "null"], description: "As JSON text: any value." }],
    [
      "a description is said once of all alternatives",
      { type: ["integer", "string"], minimum: 1, description: "Which." },
      { description: "Which.", anyOf: [{ type: "integer", minimum: 1 }, text, { type: "null" }] },
    ],
    [
      "a recursive schema stays a reference",
      { $ref: "#/$defs/T" },
      { anyOf: [{ $ref: "#/$defs/T" }, { type: "null" }] },
    ],
  ])("%s", (_, value, expected) => {
    const $defs = { T: object({ next: { $ref: "#/$defs/T" } }) };
    const { schema } = offer("openai-strict", { ...object({ value }), $defs });
    expect(schema).toMatchObject({ properties: { value: expected }, required: ["value"], ...closed });
  });

  it("takes back what it asked for", () => {
    const { restore } = offer("openai-strict", {
      ...object(
        { a: text, b: text, c: { type: "object" }, d: { type: "array", items: object({ e: text }) } },
        ["a"],
      ),
      additionalProperties: { type: "number" },
    });
    const said = { a: "x", b: null, c: '{"y":1}', d: [{ e: null }], additional_properties: '{"z":2}' };
    expect(restore?.(said)).toEqual({ a: "x", c: { y: 1 }, d: [{}], z: 2 });
  });

  it("knows which of several alternatives was meant", () => {
    const kind = (name: string, more: object) => object({ kind: { const: name }, ...more }, ["kind"]);
    const { restore } = offer(
      "openai-strict",
      object({ one: { oneOf: [kind("a", { x: text }), kind("b", { y: {} })] } }),
    );
    expect(restore?.({ one: { kind: "b", y: "[1]" } })).toEqual({ one: { kind: "b", y: [1] } });
    expect(restore?.({ one: { kind: "a", x: null } })).toEqual({ one: { kind: "a" } });
  });

  it("takes null for a value only where it is told to", () => {
    const { restore } = offer("openai-strict", object({ a: { type: ["string", "null"] } }));
    expect(restore?.({ a: null })).toEqual({});
    expect(restore?.({ a: null }, "null")).toEqual({ a: null });
  });
});

describe("Google's dialect", () => {
  it.each<[string, object, object]>([
    ["a nullable value is marked", { anyOf: [text, { type: "null" }] }, { ...text, nullable: true }],
    ["numbers are no enum", { enum: [1, 2] }, { type: "integer", description: 'Has to fit: {"enum":[1,2]}' }],
    [
      "few formats are known",
      { ...text, format: "uri" },
      { ...text, description: 'Has to fit: {"format":"uri"}' },
    ],
    [
      "nothing stands beside alternatives",
      { type: ["integer", "string"], description: "Which.", default: 1 },
      { anyOf: [{ type: "integer", description: "Which. Default: 1." }, text] },
    ],
    [
      "recursion is written out, and what is deeper is a text",
      { $ref: "#/$defs/T" },
      object({ next: object({ next: { ...text, description: 'One more "T". As JSON text: any value.' } }) }),
    ],
  ])("%s", (_, value, expected) => {
    const $defs = { T: object({ next: { $ref: "#/$defs/T" } }) };
    expect(offer("google", { ...object({ value }), $defs }).schema).toEqual(object({ value: expected }));
  });

  it("has alternatives as a text for the converter that throws at them", () => {
    const { schema, restore } = offer(
      "google-without-unions",
      object({ a: { type: ["integer", "string"] } }),
    );
    expect(schema).toEqual(
      object({ a: { ...text, description: 'As JSON text that fits: {"type":["integer","string"]}' } }),
    );
    expect(["5", '"5"', "five"].map((a) => restore?.({ a }))).toEqual([{ a: 5 }, { a: "5" }, { a: "five" }]);
  });
});

describe("Anthropic's dialect", () => {
  it("has plain names for arguments, and takes the server's back", () => {
    const long = "x".repeat(70);
    const { schema, restore } = offer(
      "anthropic",
      object({ $top: text, _top: text, [long]: {}, a: { $b: text } }, ["$top"]),
    );
    const names = Object.keys(schema.properties as object);
    expect(names).toEqual([
      expect.stringMatching(/^_top_[0-9a-f]{8}$/),
      "_top",
      expect.stringMatching(/^x{55}_[0-9a-f]{8}$/),
      "a",
    ]);
    expect(schema.required).toEqual([names[0]]);
    const said = Object.fromEntries(names.map((name, index) => [name, index]));
    expect(restore?.(said)).toEqual({ $top: 0, _top: 1, [long]: 2, a: 3 });
  });

  it("keeps tuples, formats and alternatives as they are", () => {
    const properties = {
      a: { type: "array", prefixItems: [text], maxItems: 1 },
      b: { oneOf: [text, { type: "integer" }] },
    };
    expect(offer("anthropic", object(properties))).toEqual({ schema: object(properties) });
  });
});

describe("a schema that only refers to itself", () => {
  const all: Dialect[] = ["openai", "openai-strict", "anthropic", "google", "google-without-unions"];
  const schemas = [
    { anyOf: [{ $ref: "#/$defs/T" }] },
    { anyOf: [{ $ref: "#/$defs/T" }, { type: "string" }, { type: "array", items: { $ref: "#/$defs/T" } }] },
    { allOf: [{ $ref: "#/$defs/T" }, { title: "again" }] },
    { allOf: [{ $ref: "#/$defs/T" }, { properties: { a: { $ref: "#/$defs/T" } } }] },
  ];
  it.each(schemas)("is said somehow, and read back: %j", (T) => {
    for (const dialect of all) {
      const { schema, restore } = offer(dialect, { ...object({ a: { $ref: "#/$defs/T" } }), $defs: { T } });
      expect(schema).toMatchObject({ type: "object", properties: expect.anything() });
      expect(() => restore?.({ a: 1 })).not.toThrow();
    }
  });
});

describe("many schemas that refer to one another", () => {
  const names = Array.from({ length: 14 }, (_, index) => `T${index}`);
  const refs = names.map((name) => ({ $ref: `#/$defs/${name}` }));
  it.each<[string, (name: string) => object]>([
    ["as alternatives", (name) => ({ anyOf: refs, ...object({ [name]: text }) })],
    ["as parts", (name) => ({ allOf: [...refs, { description: name }] })],
    ["as properties", () => object(Object.fromEntries(names.map((name, index) => [name, refs[index]])))],
  ])("%s have an end in each dialect", (_, each) => {
    const $defs = Object.fromEntries(names.map((name) => [name, each(name)]));
    const { user: before } = process.cpuUsage();
    for (const dialect of ["openai", "openai-strict", "anthropic", "google"] as const) {
      const { schema } = offer(dialect, { type: "object", anyOf: refs, properties: { a: refs[0] }, $defs });
      expect(JSON.stringify(schema).length).toBeLessThan(5_000_000);
    }
    expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(5_000);
  });
});
