import fc from "fast-check";
import { parseJson } from "./parse-json.js";

describe("parseJson", () => {
  it("takes comments, trailing commas and a byte order mark", () => {
    const parsed = parseJson('\uFEFF{ // one\n "a": [1, 2,], /* two */ }');
    expect(parsed).toMatchObject({ ok: true, value: { a: [1, 2] } });
  });

  it.each([
    ["", "it is empty", 1, 1],
    ["hello", "this is no JSON value", 1, 1],
    ['{\n  "a": 1\n  "b": 2\n}', 'a "," is missing', 3, 3],
    ['{"a" 1}', 'a ":" is missing', 1, 6],
    ['{"a": }', "a value is missing", 1, 7],
    ['{"a": "x\n}', 'a closing " is missing', 1, 7],
    ['{"a": 1', 'a "}" is missing', 1, 8],
    ["[1", 'a "]" is missing', 1, 3],
    ["{} {}", "the file should end here", 1, 4],
    ['{"a": "C:\\Users"}', 'a "\\" begins no known escape', 1, 7],
    ["{a: 1}", "this is no JSON value (text needs double quotes)", 1, 2],
  ])("tells where %j is wrong", (text, reason, line, column) => {
    const parsed = parseJson(text);
    expect(parsed).toMatchObject({ ok: false, position: { line, column } });
    expect(!parsed.ok && parsed.reason).toContain(reason);
  });

  it("finds the line and column of a value, or of what is around it", () => {
    const parsed = parseJson('{\r\n  "a": {\n    "b": [0, 1]\n  }\n}');
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(parsed.at(["a", "b", 1])).toEqual({ line: 3, column: 14 });
    expect(parsed.at(["a", "missing", "c"])).toEqual({ line: 2, column: 8 });
    expect(parsed.at([])).toEqual({ line: 1, column: 1 });
  });

  it("finds keys that are there twice", () => {
    expect(parseJson('{"s": {"a": 1, "b": {"c": 1, "c": 2},\n "a": 2}}')).toMatchObject({
      repeated: [
        { path: ["s", "b", "c"], position: { line: 1, column: 30 } },
        { path: ["s", "a"], position: { line: 2, column: 2 } },
      ],
    });
  });

  it("reads what JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        // `__proto__` cannot be a plain key of the object that the parser makes.
        fc.pre(!text.includes("__proto__"));
        expect(parseJson(text)).toMatchObject({ ok: true, value: JSON.parse(text) });
      }),
    );
  });
});
