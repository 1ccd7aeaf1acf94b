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
      "gives no name that LangChain takes for structured output",
      "collisions",
      [tool("a", "extract-text"), tool("a", "extract"), tool("a", "pdf-extract-text")],
      ["extract_text", "extract", "pdf-extract-text"],
    ],
    [
      "gives no name that LangChain takes for structured output, also by its prefix",
      "prefix",
      [tool("extract-pdf", "text")],
      ["extract_pdf__text"],
    ],
    [
      "begins every name with a letter or an underscore",
      "collisions",
      [tool("a", "2fa"), tool("a", "-x"), tool("a", "_x"), tool("a", "-")],
      ["_2fa", "_-x", "_x", "_-"],
    ],
    [
      "prefixes names that become the same on several servers",
      "collisions",
      [tool("a", "extract-text"), tool("b", "extract_text"), tool("1", "2fa"), tool("b", "_2fa")],
      ["a__extract-text", "b__extract_text", "_1__2fa", "b___2fa"],
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
      fc.constantFrom("extract-x", "extract_x", "extract-", "1", "_1", "-", `1${"n".repeat(63)}`),
      fc.string().map((end) => `extract-${end}`),
      fc.stringMatching(/^[0-9-][a-z0-9-]{0,70}$/),
    );
    const tools = fc.array(fc.record({ server: fc.constantFrom("a", "b", "a__b", "extract-", "3"), name }));
    fc.assert(
      fc.property(tools, naming, fc.uniqueArray(name), (given, how, taken) => {
        const unique = [...new Map(given.map((one) => [JSON.stringify(one), one])).values()];
        const names = nameTools(unique, how, new Set(taken));
        expect(names.every((one) => /^(?!extract-)[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/.test(one))).toBe(true);
        expect(new Set([...names, ...taken]).size).toBe(names.length + taken.length);
      }),
      { numRuns: 500 },
    );
  });
});
