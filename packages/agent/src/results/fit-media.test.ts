import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from "@langchain/core/messages";
import { fitMedia } from "./fit-media.js";
import type { MediaPolicy } from "./media-policy.js";
import { standardContent } from "./standard-content.js";

const block = (type: string, mimeType: string) => ({
  type,
  mimeType,
  data: "AAAA",
  metadata: { uri: "x://a" },
});
const blocks = {
  image: block("image", "image/png"),
  audio: block("audio", "audio/wav"),
  video: block("video", "video/mp4"),
  pdf: block("file", "application/pdf"),
  file: block("file", "application/octet-stream"),
};
type Kind = keyof typeof blocks;
const content = [{ type: "text", text: "Here." }, ...Object.values(blocks)] as never;
const fromTool = new ToolMessage({
  content,
  tool_call_id: "1",
  name: "media",
  status: "success",
  artifact: { a: 1 },
  metadata: { mcp: { server: "s" } },
  ...standardContent,
});

/** Which kinds of blocks reach the model. */
function given(message: BaseMessage, profile: object, policy: MediaPolicy = {}): Kind[] {
  const [fitted] = fitMedia([message], profile, policy);
  const reached = fitted?.content as unknown[];
  return (Object.keys(blocks) as Kind[]).filter((kind) => reached.some((each) => each === blocks[kind]));
}

describe("media of a tool", () => {
  it.each<[string, object, MediaPolicy, Kind[]]>([
    ["nothing known: what models may take", {}, {}, ["image", "audio", "video", "pdf"]],
    ["no images", { imageInputs: false }, {}, ["audio", "video", "pdf"]],
    [
      "images, and none from tools",
      { imageInputs: true, imageToolMessage: false },
      {},
      ["audio", "video", "pdf"],
    ],
    ["PDF, and none from tools", { pdfToolMessage: false }, {}, ["image", "audio", "video"]],
    ["text alone", { imageInputs: false, audioInputs: false, videoInputs: false, pdfInputs: false }, {}, []],
    [
      "forced",
      { imageInputs: false },
      { images: true, files: true },
      ["image", "audio", "video", "pdf", "file"],
    ],
    ["forbidden", {}, { images: false, audio: false, video: false, files: false }, []],
  ])("%s", (_, profile, policy, kinds) => {
    expect(given(fromTool, profile, policy)).toEqual(kinds);
  });

  it("that the model does not take are told in words, and the message keeps all else", () => {
    const [fitted] = fitMedia([fromTool], { imageInputs: false }, {}) as [ToolMessage];
    expect(fitted).toMatchObject({
      tool_call_id: "1",
      name: "media",
      status: "success",
      artifact: { a: 1 },
      metadata: { mcp: { server: "s" } },
      response_metadata: { output_version: "v1" },
    });
    expect((fitted.content as unknown[])[1]).toEqual({
      type: "text",
      text: "[Here is image/png, 3 bytes, which you cannot be given. Its address is x://a. The user has it: it is in this message of the conversation.]",
    });
    expect(fromTool.content).toBe(content);
  });
});

describe("media of others", () => {
  it("are judged by what the model takes at all, and files are what the user meant", () => {
    const human = new HumanMessage({ content, ...standardContent });
    expect(given(human, { imageToolMessage: false, pdfToolMessage: false })).toEqual(Object.keys(blocks));
    expect(given(human, { imageInputs: false })).not.toContain("image");
  });

  it("leave messages without any as they are", () => {
    const messages = [
      new HumanMessage("hi"),
      new AIMessage({ content: "", tool_calls: [{ name: "a", args: {}, id: "1" }] }),
    ];
    const fitted = fitMedia(messages, { imageInputs: false }, {});
    expect(fitted.every((message, index) => message === messages[index])).toBe(true);
  });
});
