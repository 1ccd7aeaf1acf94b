import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from "@langchain/core/messages";
import { toWireMessage, type WireMessage } from "./wire-message.js";

const image = { type: "image", mimeType: "image/png", data: "AAAA" } as const;
const call = { id: "call_1", name: "add", args: { a: 1 }, type: "tool_call" } as const;

describe("toWireMessage", () => {
  it.each<[string, BaseMessage, WireMessage]>([
    ["the user's", new HumanMessage("hi"), { role: "user", content: "hi" }],
    ["the system's", new SystemMessage("be brief"), { role: "system", content: "be brief" }],
    ["an answer", new AIMessage({ content: "hi", name: "team" }), { role: "assistant", content: "hi" }],
    [
      "an answer that calls a tool",
      new AIMessage({ content: "", tool_calls: [call] }),
      { role: "assistant", content: "", toolCalls: [{ id: "call_1", tool: "add", arguments: { a: 1 } }] },
    ],
    [
      "a tool's",
      new ToolMessage({ content: [{ type: "text", text: "3" }], name: "add", tool_call_id: "call_1" }),
      { role: "tool", content: "3", tool: "add", toolCallId: "call_1", status: "success" },
    ],
    [
      "a tool's that failed",
      new ToolMessage({ content: "no", name: "add", tool_call_id: "call_1", status: "error" }),
      { role: "tool", content: "no", tool: "add", toolCallId: "call_1", status: "error" },
    ],
    [
      "a tool's with an image",
      new ToolMessage({ content: [image], name: "plot", tool_call_id: "call_2" }),
      { role: "tool", content: [image], tool: "plot", toolCallId: "call_2", status: "success" },
    ],
  ])("writes a message: %s", (_case, message, expected) => {
    expect(toWireMessage(message)).toEqual(expected);
  });
});
