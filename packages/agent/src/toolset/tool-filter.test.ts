import type { ToolFilter } from "../server-definition.js";
import { filteredBecause, unusedPatterns } from "./tool-filter.js";

describe("filteredBecause", () => {
  it.each<[ToolFilter, string, string | undefined]>([
    [{}, "read", undefined],
    [{ include: ["read"] }, "read", undefined],
    [{ include: ["list_*", "read*"] }, "read_file", undefined],
    [{ include: ["read"] }, "read_file", "`tools.include` has no pattern that it fits"],
    [{ include: ["read"] }, "Read", "`tools.include` has no pattern that it fits"],
    [{ include: [] }, "read", "`tools.include` has no pattern that it fits"],
    [{ exclude: ["*"] }, "read", '`tools.exclude` has it out, by "*"'],
    [{ exclude: ["write_*"] }, "read", undefined],
    [
      { include: ["*"], exclude: ["a", "*.delete"] },
      "fs.delete",
      '`tools.exclude` has it out, by "*.delete"',
    ],
    [{ exclude: ["fs.delete"] }, "fs-delete", undefined],
    [{ exclude: ["delete*"] }, "delete\nall", '`tools.exclude` has it out, by "delete*"'],
  ])("%j of %p", (filter, tool, reason) => {
    expect(filteredBecause(filter, tool)).toBe(reason);
  });
});

describe("unusedPatterns", () => {
  it("names those that no tool fits", () => {
    expect(unusedPatterns({ include: ["read", "lisst_*", "*"] }, ["read", "write"])).toEqual(["lisst_*"]);
    expect(unusedPatterns({ include: ["*"] }, [])).toEqual(["*"]);
    expect(unusedPatterns({ exclude: ["nothing"] }, ["read"])).toEqual([]);
  });
});
