import { FakeListChatModel } from "@langchain/core/utils/testing";
import { ChatOpenAI } from "@langchain/openai";
import { adjustedModel } from "./adjusted-model.js";

const tools = [
  { type: "function", function: { name: "t", description: "", parameters: { type: "object" } } },
];

describe("adjustedModel", () => {
  it.each([
    ["a model", (model: ChatOpenAI) => model],
    ["a model with tools", (model: ChatOpenAI) => model.bindTools(tools as never)],
  ])("changes the settings of %s, and not the model", (_, prepare) => {
    const model = new ChatOpenAI({ model: "gpt-4o-mini", apiKey: "k", temperature: 1, maxTokens: 9 });
    const adjusted = adjustedModel(prepare(model), { maxTokens: 5, temperature: 0 }) as ChatOpenAI;
    expect(adjusted.invocationParams()).toMatchObject({ max_tokens: 5, temperature: 0 });
    expect(model.invocationParams()).toMatchObject({ max_tokens: 9, temperature: 1 });
    expect(adjusted).toBeInstanceOf(ChatOpenAI);
  });

  it("leaves alone what a request does not set, and what a model does not have", async () => {
    const model = new ChatOpenAI({ model: "gpt-4o-mini", apiKey: "k", temperature: 1 });
    expect(adjustedModel(model, { maxTokens: 5 }).invocationParams()).toMatchObject({ temperature: 1 });
    const other = adjustedModel(new FakeListChatModel({ responses: ["hi"] }), {
      maxTokens: 5,
      temperature: 0,
    });
    expect(Object.keys(other)).toEqual([]);
    expect((await other.invoke("x")).text).toBe("hi");
  });
});
