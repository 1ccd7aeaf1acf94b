import { headersRefusedBecause } from "./header-arguments.js";

const at = (properties: object) => ({ type: "object", properties });
const header = (name: unknown, type: unknown = "string") => ({ type, "x-mcp-header": name });

describe("arguments that are repeated in headers", () => {
  it.each<[string, unknown]>([
    ["none", at({ a: { type: "object" } })],
    ["several", at({ a: header("A"), b: header("B", "integer"), c: header("C-1", "boolean") })],
    ["inside another", at({ a: at({ b: header("B") }) })],
    ["a property of that name", at({ "x-mcp-header": { type: "object" } })],
    ["no schema", undefined],
  ])("%s: fine", (_, schema) => expect(headersRefusedBecause(schema)).toBeUndefined());

  it.each<[string, unknown, RegExp]>([
    ["no name", at({ a: header("") }), /at \/properties\/a is "", which no header/],
    ["no text", at({ a: header(3) }), /is 3, which no header/],
    ["a space", at({ a: header("My Region") }), /"My Region", which no header/],
    ["a line break", at({ a: header("A\r\nB") }), /"A\\r\\nB", which no header/],
    ["other letters", at({ a: header("Région") }), /which no header/],
    ["a number", at({ a: header("A", "number") }), /no string, integer or boolean/],
    ["several types", at({ a: header("A", ["string", "null"]) }), /no string, integer or boolean/],
    [
      "the same twice",
      at({ a: header("Region"), b: header("region") }),
      /\/properties\/b is "region", as another/,
    ],
    [
      "an item",
      at({ a: { type: "array", items: header("A") } }),
      /\/properties\/a\/items is not at a property/,
    ],
    ["an alternative", at({ a: { anyOf: [at({ b: header("B") })] } }), /anyOf\/0\/properties\/b is not at/],
    ["the whole", header("A", "object"), /at the top is not at a property/],
  ])("%s: the tool cannot be called", (_, schema, reason) => {
    expect(headersRefusedBecause(schema)).toMatch(reason);
  });

  it("takes schemas of any depth", () => {
    let schema: unknown = header("A", "null");
    for (let depth = 0; depth < 50_000; depth++) schema = { properties: { a: schema } };
    expect(headersRefusedBecause(schema)).toMatch(/no string, integer or boolean/);
  });
});
