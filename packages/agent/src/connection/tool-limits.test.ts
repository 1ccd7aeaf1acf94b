import { matchesName, toolLimits } from "./tool-limits.js";

describe("limits of single tools", () => {
  it.each([
    ["read", "read", true],
    ["read", "read_all", false],
    ["read*", "read_all", true],
    ["*_all", "read_all", true],
    ["r*d*", "read_all", true],
    ["*", "", true],
    ["a.b", "axb", false],
    ["a(b)[c]\\", "a(b)[c]\\", true],
    ["files/*", "files/read\nall", true],
  ])("the pattern %j and the name %j", (pattern, name, fits) => {
    expect(matchesName(pattern, name)).toBe(fits);
  });

  it("the first pattern that fits counts", () => {
    const timeouts = { slow: { maxCallTimeoutMs: 5 }, "s*": 10, "*": 20 };
    expect(["slow", "sum", "add"].map((name) => toolLimits(timeouts, name))).toEqual([
      { maxCallTimeoutMs: 5 },
      { callTimeoutMs: 10 },
      { callTimeoutMs: 20 },
    ]);
    expect(toolLimits(undefined, "add")).toEqual({});
  });
});
