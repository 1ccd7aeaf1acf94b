import { defaultCallTimeoutMs, limitsOfCall, matchesName, toolLimits } from "./tool-limits.js";

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
    expect(toolLimits({ slow: 5 }, "add")).toEqual({});
  });

  it.each([
    ["the default", {}, {}, { callTimeoutMs: defaultCallTimeoutMs }],
    [
      "the server's",
      { callTimeoutMs: 1, maxCallTimeoutMs: 2 },
      {},
      { callTimeoutMs: 1, maxCallTimeoutMs: 2 },
    ],
    [
      "the tool's, where it has one",
      { callTimeoutMs: 1, maxCallTimeoutMs: 2, toolTimeouts: { add: 3 } },
      {},
      { callTimeoutMs: 3, maxCallTimeoutMs: 2 },
    ],
    [
      "the run's, where it has one",
      { callTimeoutMs: 1, toolTimeouts: { add: { callTimeoutMs: 3, maxCallTimeoutMs: 4 } } },
      { maxCallTimeoutMs: 5 },
      { callTimeoutMs: 3, maxCallTimeoutMs: 5 },
    ],
  ])("the limit of a call is %s", (_, server, ofRun, limits) => {
    expect(limitsOfCall(server, "add", ofRun)).toEqual(limits);
  });
});
