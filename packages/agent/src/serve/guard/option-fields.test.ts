import { shownOption } from "./option-fields.js";

describe("shownOption", () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;

  it.each<[unknown, string]>([
    ["a", '"a"'],
    [["a"], '["a"]'],
    [undefined, "undefined"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [10n, "10n"],
    [Symbol("a"), "symbol"],
    [circular, "what JSON cannot show"],
    [[1n], "what JSON cannot show"],
  ])("shows %p as %s", (value, shown) => {
    expect(shownOption(value)).toBe(shown);
  });
});
