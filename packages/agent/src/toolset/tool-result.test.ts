import type { CallToolResult } from "@modelcontextprotocol/client";
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
      [text("a"), { ...image, metadata: { uri: "x://a/b.bin" } }],
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
    expect(toToolResult({ content: [], ...result })).toEqual([content, result.structuredContent]);
  });
});
