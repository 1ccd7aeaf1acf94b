import type { CallToolResult, Role } from "@modelcontextprotocol/client";
import { toToolResult } from "./tool-result.js";

const text = (value: string) => ({ type: "text" as const, text: value });
const image = { type: "image" as const, mimeType: "image/png", data: "AAAA" };
const audio = { type: "audio" as const, mimeType: "audio/wav", data: "AAAA" };
const resource = (facts: { text: string } | { blob: string; mimeType?: string }) => ({
  type: "resource" as const,
  resource: { uri: "x://a/b.bin", ...facts },
});

describe("toToolResult", () => {
  it.each<[string, Partial<CallToolResult>, unknown]>([
    ["a text alone is a string", { content: [text("hi")] }, "hi"],
    ["several texts are blocks", { content: [text("a"), text("b")] }, [text("a"), text("b")]],
    [
      "structured content is the artifact beside a text",
      { content: [text("1")], structuredContent: { n: 1 } },
      "1",
    ],
    [
      "structured content is the text when there is none",
      { content: [], structuredContent: { n: 1 } },
      '{"n":1}',
    ],
    [
      "an image is an image block, announced in words",
      { content: [image] },
      [image, text("The tool gave: image/png.")],
    ],
    ["an audio is an audio block", { content: [text("a"), audio] }, [text("a"), audio]],
    ["an embedded text is a text", { content: [resource({ text: "hello" })] }, "hello"],
    [
      "an embedded image is an image",
      { content: [text("a"), resource({ blob: "AAAA", mimeType: "image/png" })] },
      [text("a"), { ...image, metadata: { uri: "x://a/b.bin", filename: "b.bin" } }],
    ],
    [
      "an embedded file is a file with its name",
      { content: [text("a"), resource({ blob: "AAAA" })] },
      [
        text("a"),
        {
          type: "file",
          mimeType: "application/octet-stream",
          data: "AAAA",
          metadata: { uri: "x://a/b.bin", filename: "b.bin" },
        },
      ],
    ],
    [
      "a link is a text with its address",
      {
        content: [
          { type: "resource_link", uri: "x://a", name: "a", mimeType: "text/plain", description: "the a" },
        ],
      },
      'Resource "a": x://a (text/plain, the a)',
    ],
    ["nothing at all is said in words", { content: [] }, "The tool gave no content."],
  ])("%s", (_, result, content) => {
    const { content: got, artifact } = toToolResult({ content: [], ...result });
    expect([got, artifact]).toEqual([content, result.structuredContent]);
  });
});

describe("what a result holds for programs", () => {
  it("is its _meta, and what was said of its blocks", () => {
    const annotations = {
      audience: ["assistant" as const],
      priority: 0.9,
      lastModified: "2026-01-01T00:00:00Z",
    };
    const link = { type: "resource_link" as const, uri: "x://a", name: "a" };
    const result = {
      content: [
        text("plain"),
        { ...text("noted"), annotations },
        link,
        { ...resource({ text: "t" }), _meta: { a: 1 } },
      ],
      _meta: { trace: "7" },
    };
    expect(toToolResult(result).facts).toEqual({
      _meta: { trace: "7" },
      blocks: [
        { block: 1, annotations },
        { block: 2, link },
        { block: 3, _meta: { a: 1 }, resource: { uri: "x://a/b.bin" } },
      ],
    });
  });

  it("is nothing where the server said nothing", () => {
    expect(toToolResult({ content: [text("plain")] }).facts).toEqual({});
  });

  it.each<[string, Role[] | undefined, "model" | "user"]>([
    ["nobody in particular", undefined, "model"],
    ["an empty audience", [], "model"],
    ["the assistant", ["assistant"], "model"],
    ["both", ["user", "assistant"], "model"],
    ["the user alone", ["user"], "user"],
  ])("content for %s", (_, audience, reader) => {
    const block = { ...text("secret"), annotations: { audience } };
    const { content, facts } = toToolResult({ content: [text("open"), block] });
    expect(JSON.stringify(content).includes("secret")).toBe(reader === "model");
    expect(facts.userContent).toEqual(reader === "user" ? [text("secret")] : undefined);
  });

  it("leaves the model a word when all of it is for the user", () => {
    const { content } = toToolResult({ content: [{ ...image, annotations: { audience: ["user"] } }] });
    expect(content).toBe("The tool gave content that only the user sees: image/png.");
  });
});
