import { ArgumentChecker, UnfitArguments } from "./argument-check.js";

function checkFor(schema: object) {
  const checker = new ArgumentChecker(schema as never);
  return (args: unknown) => checker.problemsOf(args);
}

const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });

describe("what is wrong with arguments", () => {
  const place = object({ city: { type: "string" } }, { required: ["city"], additionalProperties: false });
  it.each<[string, object, unknown, string]>([
    ["a wrong type", object({ a: { type: "number" } }), { a: "x" }, 'a must be number, not "x".'],
    ["no object", object({}), "text", 'the whole must be object, not "text".'],
    ["a missing argument", object({ a: {} }, { required: ["a", "b"] }), {}, "a is missing; b is missing."],
    [
      "a path",
      object({ at: { type: "array", items: place } }),
      { at: [{ city: 3 }] },
      "at[0].city must be string, not 3.",
    ],
    ["a name that is not known", place, { city: "B", town: "C" }, "town is not known (known: city)."],
    [
      "a value that is none of those",
      object({ a: { enum: ["x", "y"] } }),
      { a: "z" },
      'a must be one of ["x","y"], not "z".',
    ],
    ["a constant", object({ a: { const: 1 } }), { a: 2 }, "a must be 1, not 2."],
    [
      "a limit",
      object({ a: { type: "string", minLength: 2 } }),
      { a: "x" },
      'a must NOT have fewer than 2 characters, but is "x".',
    ],
    [
      "none of several types",
      object({ a: { anyOf: [{ type: "string" }, { type: "null" }] } }),
      { a: 3 },
      "a must be string or null, not 3.",
    ],
    [
      "the nearest of several forms",
      object({ a: { oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] } }),
      { a: ["x", 4] },
      "a[1] must be string, not 4.",
    ],
    [
      "a reference",
      { ...object({ a: { $ref: "#/definitions/P" } }), definitions: { P: place } },
      { a: {} },
      "a.city is missing.",
    ],
    [
      "long values, which it cuts",
      object({ a: { type: "number" } }),
      { a: "x".repeat(100) },
      `a must be number, not "${"x".repeat(59)}….`,
    ],
    [
      "a known format",
      object({ a: { type: "string", format: "email" } }),
      { a: "nobody" },
      'a must match format "email", but is "nobody".',
    ],
    [
      "a schema that names itself as draft-04 does",
      { ...object({ a: { $ref: "#/$defs/Place" } }), $defs: { Place: { id: "Place", type: "string" } } },
      { a: 5 },
      "a must be string, not 5.",
    ],
  ])("%s", (_, schema, args, problem) => {
    const check = checkFor(schema);
    expect(check(args)).toBe(problem);
  });

  it("tells of the first eight problems and how many more there are", () => {
    const names = Array.from({ length: 12 }, (_, index) => `a${index}`);
    const check = checkFor(object({}, { required: names }));
    expect(check({})).toMatch(/^a0 is missing; .*a7 is missing; and 4 more\.$/);
  });

  it("is quick to tell of thousands", () => {
    const items = { anyOf: [{ type: "string" }, { type: "integer" }] };
    const check = checkFor(object({ a: { type: "array", items } }));
    const start = process.cpuUsage();
    const a = Array.from({ length: 3_000 }, () => true);
    expect(check({ a })).toMatch(/^a\[0\] must be string or integer, not true; .*; and many more\.$/);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(1_000);
  });
});

describe("what is taken", () => {
  it.each<[string, object, unknown]>([
    ["a format that nobody knows", object({ a: { type: "string", format: "x-colour" } }), { a: "any" }],
    [
      "a time without a zone",
      object({ a: { type: "string", format: "date-time" } }),
      { a: "2026-03-01T10:00:00" },
    ],
    ["a pattern that JavaScript cannot read", object({ a: { pattern: "(?P<year>\\d+)" } }), { a: "x" }],
    ["a pattern with needless escapes", object({ a: { pattern: "^[\\w\\-\\.]+$" } }), { a: "a-b.c" }],
    [
      "a dialect that nobody knows",
      { ...object({ a: {} }), $schema: "https://example.com/dialect" },
      { a: 1 },
    ],
    [
      "a schema that says it is asynchronous",
      { ...object({ a: { type: "string" } }), $async: true },
      { a: "x" },
    ],
    [
      "a reference to nowhere, which the server alone can know",
      object({ a: { $ref: "other.json" } }),
      { a: 1 },
    ],
  ])("%s", (_, schema, args) => {
    const check = checkFor(schema);
    expect(check(args)).toBeUndefined();
  });

  it.each<[string, object, unknown, unknown]>([
    [
      "draft-04 says limits in another way",
      {
        ...object({ a: { minimum: 0, exclusiveMinimum: true } }),
        $schema: "http://json-schema.org/draft-04/schema#",
      },
      { a: 1 },
      { a: 0 },
    ],
    [
      "draft-07 has lists of items",
      {
        ...object({ a: { type: "array", items: [{ type: "string" }] } }),
        $schema: "http://json-schema.org/draft-07/schema#",
      },
      { a: ["x"] },
      { a: [1] },
    ],
    [
      "2020-12 has prefixItems",
      object({ a: { type: "array", prefixItems: [{ type: "string" }] } }),
      { a: ["x"] },
      { a: [1] },
    ],
    [
      "2019-09 has lists of items, too",
      {
        ...object({ a: { items: [{ type: "string" }] } }),
        $schema: "https://json-schema.org/draft/2019-09/schema",
      },
      { a: ["x"] },
      { a: [1] },
    ],
  ])("and what is not: %s", (_, schema, valid, invalid) => {
    const check = checkFor(schema);
    expect(check(valid)).toBeUndefined();
    expect(check(invalid)).toMatch(/^a/);
  });

  it("of two schemas with the same $id each has its own", () => {
    const $id = "https://example.com/args";
    const [text, number] = [
      checkFor({ $id, ...object({ a: { type: "string" } }) }),
      checkFor({ $id, ...object({ a: { type: "number" } }) }),
    ];
    expect([text?.({ a: "x" }), number?.({ a: 1 })]).toEqual([undefined, undefined]);
    expect(text?.({ a: 1 })).toBe("a must be string, not 1.");
  });
});

describe("a schema that takes for ever", () => {
  const nested = Array.from({ length: 30 }).reduce<object>((a) => ({ a }), {});
  const branch = (name: string) => object({ a: { $ref: "#/$defs/T" } }, { required: ["a", name] });
  it.each<[string, object, object]>([
    ["by its pattern", object({ a: { type: "string", pattern: "^(a+)+$" } }), { a: `${"a".repeat(60)}!` }],
    [
      "by a pattern for names",
      object({}, { patternProperties: { "^(a|a)*$": {} } }),
      { [`${"a".repeat(60)}!`]: 1 },
    ],
    [
      "by recursion",
      { ...object({ a: { $ref: "#/$defs/T" } }), $defs: { T: { anyOf: [branch("x"), branch("y")] } } },
      { a: nested },
    ],
    [
      "by recursion without an end",
      { ...object({ a: { $ref: "#/$defs/T" } }), $defs: { T: { anyOf: [{ $ref: "#/$defs/T" }] } } },
      { a: 1 },
    ],
  ])("%s is left to the server, and costs its time once", (_, schema, args) => {
    const check = checkFor(schema);
    const start = process.cpuUsage();
    expect(check(args)).toBeUndefined();
    expect(check(args)).toBeUndefined();
    const { user } = process.cpuUsage(start);
    expect(user / 1_000).toBeLessThan(1_000);
  });
});

describe("null for an argument that is optional", () => {
  const schema = object(
    { a: { type: "boolean" }, b: { type: ["string", "null"] }, c: {} },
    { required: ["c"] },
  );
  it.each<[string, unknown, unknown]>([
    ["is left out where the schema takes none", { a: null, c: 1 }, { c: 1 }],
    ["stays where all of it fits", { b: null, c: null }, { b: null, c: null }],
    [
      "does not hide what is wrong",
      { a: null },
      new UnfitArguments("c is missing; a must be boolean, not null."),
    ],
    ["stays inside other values", { a: true, c: [null] }, { a: true, c: [null] }],
  ])("%s", (_, args, fitted) => {
    expect(new ArgumentChecker(schema as never).fit(args)).toEqual(fitted);
  });
});
