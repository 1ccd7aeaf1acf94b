import fc from "fast-check";
import { nameTools, type ToolNaming } from "./name-tools.js";

const tool = (server: string, name: string) => ({ server, name });

describe("nameTools", () => {
  it.each([
    [
      "keeps names that only one server has",
      "collisions",
      [tool("a", "read"), tool("b", "write")],
      ["read", "write"],
    ],
    [
      "prefixes a name for all servers that have it",
      "collisions",
      [tool("a", "read"), tool("b", "read"), tool("b", "write")],
      ["a__read", "b__read", "write"],
    ],
    ["prefixes every name", "prefix", [tool("a", "read"), tool("b", "write")], ["a__read", "b__write"]],
    [
      "replaces characters that providers refuse",
      "collisions",
      [tool("a", "files/read.all ü")],
      ["files_read_all__"],
    ],
    [
      "keeps apart two names of one server that become the same",
      "collisions",
      [tool("a", "x.y"), tool("a", "x/y")],
      ["x_y", expect.stringMatching(/^x_y_[0-9a-f]{8}$/)],
    ],
    [
      "names a tool without any name",
      "collisions",
      [tool("a", "")],
      [expect.stringMatching(/^_[0-9a-f]{8}$/)],
    ],
  ] as const)("%s", (_, naming, tools, names) => {
    expect(nameTools(tools, naming)).toEqual(names);
  });

  it("cuts a long name and keeps it apart from others with the same beginning", () => {
    const long = "n".repeat(80);
    const [first, second] = nameTools([tool("a", `${long}1`), tool("a", `${long}2`)], "collisions");
    expect(first).toMatch(/^n{55}_[0-9a-f]{8}$/);
    expect(second).not.toBe(first);
    expect(nameTools([tool("a", `${long}1`)], "collisions")).toEqual([first]);
  });

  it("prefixes a name that a local tool has", () => {
    expect(nameTools([tool("a", "read")], "collisions", new Set(["read"]))).toEqual(["a__read"]);
  });

  it("gives every tool a name that fits and that no other has", () => {
    const naming = fc.constantFrom<ToolNaming>("collisions", "prefix", "refuse");
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom("read", "a__read", "x.y", "x/y", "n".repeat(64), "n".repeat(65)),
    );
    const tools = fc.array(fc.record({ server: fc.constantFrom("a", "b", "a__b"), name }));
    fc.assert(
      fc.property(tools, naming, fc.uniqueArray(name), (given, how, taken) => {
        const unique = [...new Map(given.map((one) => [JSON.stringify(one), one])).values()];
        const names = nameTools(unique, how, new Set(taken));
        expect(names.every((one) => /^[a-zA-Z0-9_-]{1,64}$/.test(one))).toBe(true);
        expect(new Set([...names, ...taken]).size).toBe(names.length + taken.length);
      }),
      { numRuns: 500 },
    );
  });
});
