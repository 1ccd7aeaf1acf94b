import type { Tool } from "@modelcontextprotocol/client";
import fc from "fast-check";
import { readPins, writePins } from "./pins-document.js";
import { hashOf, pinOf, type ToolPin } from "./tool-pin.js";

const read: Tool = {
  name: "read",
  title: "Read",
  description: "Reads a file.",
  inputSchema: { type: "object", properties: { path: { type: "string" } } },
  outputSchema: { type: "object" },
  annotations: { readOnlyHint: true },
  _meta: { any: "thing" },
};
const pins = (tools: Record<string, ToolPin>) => new Map([["files", new Map(Object.entries(tools))]]);
const written = writePins(pins({ read: pinOf(read) }));
describe("pinOf", () => {
  it("is about what a tool says of itself, takes and gives, and nothing else", () => {
    const { _meta, ...definition } = read;
    expect(pinOf(read).definition).toEqual(definition);
    expect(pinOf({ ...read, _meta: { other: 1 } }).hash).toBe(pinOf(read).hash);
  });

  it.each<[string, Partial<Tool>]>([
    ["name", { name: "red" }],
    ["title", { title: "Delete" }],
    ["description", { description: "Reads a file. " }],
    ["input schema", { inputSchema: { type: "object", properties: { path: { type: "number" } } } }],
    ["output schema", { outputSchema: undefined }],
    ["annotations", { annotations: { readOnlyHint: true, openWorldHint: false } }],
  ])("has another hash with another %s", (_, change) => {
    expect(pinOf({ ...read, ...change }).hash).not.toBe(pinOf(read).hash);
  });

  it("is the hash of the canonical JSON, so that files stay valid", () => {
    const hash = hashOf({ b: [1, { d: null, c: "é" }], a: true });
    expect(hash).toBe("sha256-e743b072f3026acaf46c4b6c3757c14718c11f58222f87358f43e8877c41710a");
  });

  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(hashOf(reversed)).toBe(hashOf(value));
      }),
    );
  });
});

describe("writePins and readPins", () => {
  it("are sorted and put on lines, for version control", () => {
    const both = writePins(
      new Map([
        [
          "b",
          new Map([
            ["z", pinOf(read)],
            ["a", pinOf(read)],
          ]),
        ],
        ["a", new Map()],
      ]),
    );
    expect(both.match(/^ {4}"(\w+)"|^ {6}"(\w+)": \{$/gm)?.map((line) => line.trim())).toEqual([
      '"a"',
      '"b"',
      '"a": {',
      '"z": {',
    ]);
    expect(both.endsWith("}\n")).toBe(true);
  });

  it("give back what they were given", () => {
    // What came over a wire: minus zero does not.
    const json = fc.json().map((text): unknown => JSON.parse(text));
    const name = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "1", "a\u200b"));
    const tool = fc.record({
      name,
      description: fc.string(),
      inputSchema: fc.record({ type: fc.constant("object" as const), x: json }),
    });
    const tools = fc.array(tool).map((all) => new Map(all.map((each) => [each.name, pinOf(each as Tool)])));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, tools)), (entries) => {
        const given = new Map(entries);
        expect(readPins(writePins(given))).toEqual({ pins: given });
      }),
    );
  });

  it.each<[string, string, string]>([
    ["nothing", "", "is not JSON"],
    ["half a file", written.slice(0, 100), "is not JSON"],
    ["other JSON", '{"mcpServers": {}}', "holds no tool pins"],
    ["a list", "[]", "holds no tool pins"],
    ["a later format", '{"mcpTeamToolPins": 2}', "has format 2, and this version reads 1"],
    ["no servers", '{"mcpTeamToolPins": 1}', "has no `servers`"],
    ["a server that is none", '{"mcpTeamToolPins": 1, "servers": {"a": 1}}', "has no tools at servers.a"],
    [
      "a pin that is none",
      '{"mcpTeamToolPins": 1, "servers": {"a": {"b": {}}}}',
      "has no pin at servers.a.b",
    ],
    [
      "a definition that was edited",
      written.replace("Reads a file.", "Reads all files."),
      "has another definition than was pinned at servers.files.read",
    ],
    [
      "a hash that was edited",
      written.replace(/sha256-../, "sha256-zz"),
      "has another definition than was pinned",
    ],
    ["a conflict of versions", `<<<<<<<\n${written}`, "is not JSON"],
  ])("refuse %s", (_, text, problem) => {
    expect(readPins(text)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
