import fc from "fast-check";
import { kindOfValue, showUnlessText, showValue } from "./show-value.js";

describe("showValue", () => {
  it.each([
    ["10s", '"10s"'],
    ["two\nlines", '"two\\nlines"'],
    [-1, "-1"],
    [Number.NaN, "NaN"],
    [3n, "3n"],
    [true, "true"],
    [null, "null"],
    [undefined, "undefined"],
    [["a"], "a list"],
    [{ a: 1 }, "an object"],
    [() => 1, "a function"],
  ])("shows %p as %s", (value, shown) => {
    expect(showValue(value)).toBe(shown);
  });

  it("stays on one line of bounded length, whatever it shows", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const shown = showValue(value);
        return !shown.includes("\n") && shown.length < 500;
      }),
    );
  });
});

describe("kindOfValue", () => {
  it("never shows the text that it is given", () => {
    expect(kindOfValue("s3cret")).toBe("text");
  });
});

describe("showUnlessText", () => {
  it("shows a number, and no text", () => {
    expect([5, "s3cret"].map(showUnlessText)).toEqual(["5", "text"]);
  });
});
