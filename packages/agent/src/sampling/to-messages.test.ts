import type { SamplingParams } from "./sampling-options.js";
import { toMessages } from "./to-messages.js";

const text = (value: string) => ({ type: "text" as const, text: value });
const image = { type: "image" as const, mimeType: "image/png", data: "AAAA" };
const audio = { type: "audio" as const, mimeType: "audio/wav", data: "AAAA" };

const convert = (messages: SamplingParams["messages"], systemPrompt?: string) =>
  toMessages({ messages, systemPrompt, maxTokens: 1 }, (name) => name.replace(".", "_"));

describe("toMessages", () => {
  it("keeps who said what, and puts the system prompt first", () => {
    const messages = convert(
      [
        { role: "user", content: text("a") },
        { role: "assistant", content: [text("b"), text("c")] },
      ],
      "Be brief.",
    );
    expect(messages.map(({ type, content }) => [type, content])).toEqual([
      ["system", "Be brief."],
      ["human", "a"],
      ["ai", "b\nc"],
    ]);
  });

  it("keeps pictures and sounds, of both sides", () => {
    const content = [text("look"), image, audio];
    const [user, assistant] = convert([
      { role: "user", content },
      { role: "assistant", content },
    ]);
    expect(user?.contentBlocks).toEqual(content);
    expect(assistant?.contentBlocks).toEqual(content);
  });

  it("makes tool uses calls, and each tool result a message", () => {
    const use = { type: "tool_use" as const, id: "1", name: "t.x", input: { a: 1 } };
    const results = [
      { type: "tool_result" as const, toolUseId: "1", content: [text("ok")] },
      { type: "tool_result" as const, toolUseId: "2", content: [text("no"), image], isError: true },
    ];
    const messages = convert([
      { role: "assistant", content: [text("I look."), use] },
      { role: "assistant", content: [image, use] },
      { role: "user", content: results },
    ]);
    const call = { type: "tool_call", id: "1", name: "t_x", args: { a: 1 } };
    expect(messages).toMatchObject([
      { type: "ai", content: "I look.", tool_calls: [call] },
      { type: "ai", tool_calls: [call] },
      { type: "tool", tool_call_id: "1", content: "ok", status: "success" },
      { type: "tool", tool_call_id: "2", content: [text("no"), image], status: "error" },
    ]);
  });
});
