import { AIMessage } from "@langchain/core/messages";
import { type AnswerFacts, toResult } from "./to-result.js";

const call = { type: "tool_call" as const, id: "1", name: "t_x", args: { a: 1 } };
const image = { type: "image", mimeType: "image/png", data: "AAAA" };
const convert = (answer: AIMessage, facts: Partial<AnswerFacts> = {}) =>
  toResult(answer, { model: "m", withTools: false, ...facts });

describe("toResult", () => {
  it.each<[string, ConstructorParameters<typeof AIMessage>[0], object]>([
    ["a text", "hi", { type: "text", text: "hi" }],
    ["nothing", "", { type: "text", text: "" }],
    [
      "texts",
      {
        content: [
          { type: "text", text: "a" },
          { type: "text", text: "b" },
        ],
      },
      { type: "text", text: "a\nb" },
    ],
    ["a picture alone", { contentBlocks: [image as never] }, image],
    [
      "thoughts and a text",
      {
        contentBlocks: [
          { type: "reasoning", reasoning: "hm" },
          { type: "text", text: "hi" },
        ],
      },
      { type: "text", text: "hi" },
    ],
  ])("makes one part of %s without tools", (_, fields, content) => {
    expect(convert(new AIMessage(fields as never))).toEqual({ role: "assistant", model: "m", content });
  });

  it("makes a part of each with tools, under the names that the server gave", () => {
    const answer = new AIMessage({ content: "I look.", tool_calls: [call] });
    expect(convert(answer, { withTools: true, nameOf: (name) => name.replace("_", ".") })).toEqual({
      role: "assistant",
      model: "m",
      stopReason: "toolUse",
      content: [
        { type: "text", text: "I look." },
        { type: "tool_use", id: "1", name: "t.x", input: { a: 1 } },
      ],
    });
    expect(convert(new AIMessage(""), { withTools: true }).content).toEqual([{ type: "text", text: "" }]);
  });

  it.each([
    [{ finish_reason: "stop" }, "endTurn"],
    [{ stop_reason: "end_turn" }, "endTurn"],
    [{ finishReason: "STOP" }, "endTurn"],
    [{ finish_reason: "length" }, "maxTokens"],
    [{ stop_reason: "max_tokens" }, "maxTokens"],
    [{ finishReason: "MAX_TOKENS" }, "maxTokens"],
    [{ stop_reason: "stop_sequence" }, "stopSequence"],
    [{ finish_reason: "content_filter" }, "content_filter"],
    [{}, undefined],
  ])("says why the model stopped: %p", (response_metadata, stopReason) => {
    expect(convert(new AIMessage({ content: "x", response_metadata })).stopReason).toBe(stopReason);
  });

  it("names the model as the answer does", () => {
    const named = new AIMessage({ content: "x", response_metadata: { model_name: "gpt-4o-2024" } });
    expect(convert(named).model).toBe("gpt-4o-2024");
  });
});
