import type { Tool } from "@modelcontextprotocol/client";
import fc from "fast-check";
import { hiddenIn } from "../../../test/hidden-characters.js";
import { toShownDefinition } from "./shown-definition.js";

const tool = (parts: object): Tool => ({ name: "read", inputSchema: { type: "object" }, ...parts }) as Tool;

describe("toShownDefinition", () => {
  it("leaves a definition as it is when all of it can be seen", () => {
    const plain = tool({
      title: "Read",
      description: "Reads.\nSlowly. 👩‍💻",
      inputSchema: { type: "object", properties: { mood: { enum: ["❤️", 1, null], default: "❤️" } } },
      outputSchema: { type: "object" },
      annotations: { readOnlyHint: true },
    });
    expect(toShownDefinition(plain)).toEqual({ definition: plain, removed: [] });
  });

  it("takes invisible characters out of every text that a model reads", () => {
    const shown = toShownDefinition(
      tool({
        title: "Re\u200bad",
        description: "Reads.\u{e0041}",
        inputSchema: {
          type: "object",
          description: "\u202eall",
          properties: {
            path: {
              type: "string",
              title: "pa\u2060th",
              description: "Where\u0007",
              default: "\ufeff/tmp",
              examples: ["a\u200d"],
            },
            list: { type: "array", items: { anyOf: [{ description: "x\u00ad" }] } },
          },
          $defs: { node: { "x-note": ["\u001b[1m"] } },
        },
      }),
    );
    expect(shown).toEqual({
      definition: tool({
        title: "Read",
        description: "Reads.",
        inputSchema: {
          type: "object",
          description: "all",
          properties: {
            path: { type: "string", title: "path", description: "Where", default: "/tmp", examples: ["a"] },
            list: { type: "array", items: { anyOf: [{ description: "x" }] } },
          },
          $defs: { node: { "x-note": ["[1m"] } },
        },
      }),
      removed: ["U+202E", "U+2060", "U+0007", "U+FEFF", "U+200D", "U+00AD", "U+001B", "U+200B", "U+E0041"],
    });
  });

  it.each<[string, object, string]>([
    ["the name of a property", { properties: { "pa\u200bth": {} } }, "inputSchema.properties.pa\\u{200b}th"],
    [
      "an allowed value",
      { properties: { a: { enum: ["x", "y\u{e0041}"] } } },
      "inputSchema.properties.a.enum[1]",
    ],
    ["the only value", { properties: { a: { const: "y\u200b" } } }, "inputSchema.properties.a.const"],
    ["what is required", { required: ["a\u200b"] }, "inputSchema.required[0]"],
    ["a pattern", { properties: { a: { pattern: "^\u200b$" } } }, "inputSchema.properties.a.pattern"],
  ])("gives no definition when %s has such characters", (_, schema, path) => {
    expect(toShownDefinition(tool({ inputSchema: { type: "object", ...schema } }))).toEqual({
      reason: `its schema has invisible characters in what a model would have to repeat, at ${path}`,
    });
  });

  it("lets no such character through, wherever it is", () => {
    const dirty = fc.string({ unit: "binary" });
    const json = fc.jsonValue({ stringUnit: "binary", maxDepth: 4 });
    fc.assert(
      fc.property(dirty, dirty, json, (title, description, extra) => {
        const shown = toShownDefinition(tool({ title, description, inputSchema: { type: "object", extra } }));
        if ("reason" in shown) return;
        const { definition } = shown;
        const seen = [definition.title, definition.description, JSON.stringify(definition.inputSchema)].join(
          "\n",
        );
        expect(hiddenIn(seen)).toEqual([]);
      }),
    );
  });
});
