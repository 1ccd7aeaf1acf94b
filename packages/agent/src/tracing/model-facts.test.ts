import { AIMessage } from "@langchain/core/messages";
import { initChatModel } from "langchain/chat_models/universal";
import { answerFacts, modelFacts } from "./model-facts.js";

describe("what a span says of a model", () => {
  const describing = (params: object) => ({ getLsParams: () => ({ ls_model_type: "chat", ...params }) });
  it.each([
    [describing({ ls_provider: "openai", ls_model_name: "gpt-4o", ls_temperature: 0 }), "openai", "gpt-4o"],
    [describing({ ls_provider: "google_vertexai", ls_model_name: "gemini" }), "gcp.vertex_ai", "gemini"],
    [describing({ ls_provider: "homemade" }), "homemade", undefined],
    [{}, "unknown", undefined],
    [{ _defaultConfig: { model: "gpt-4o", modelProvider: "azure_openai" } }, "azure.ai.openai", "gpt-4o"],
    [{ _defaultConfig: { model: "ollama:llama3:8b" } }, "ollama", "llama3:8b"],
    [{ _defaultConfig: { model: "llama3:8b", modelProvider: "ollama" } }, "ollama", "llama3:8b"],
  ])("%j: %s, %s", (model, provider, name) => {
    const facts = modelFacts(model);
    expect(facts.model).toBe(name);
    expect(facts.attributes["gen_ai.provider.name"]).toBe(provider);
  });

  it("is known of one that initChatModel makes later", async () => {
    const model = await initChatModel("openai:gpt-4o-mini", { apiKey: "none" });
    expect(modelFacts(model)).toMatchObject({
      model: "gpt-4o-mini",
      attributes: { "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o-mini" },
    });
  });
});

describe("what a span says of an answer", () => {
  it("is what the provider tells, under the names of the conventions", () => {
    const answer = new AIMessage({
      id: "chatcmpl-1",
      content: "hi",
      response_metadata: { model: "claude", stop_reason: "end_turn" },
      usage_metadata: {
        input_tokens: 5,
        output_tokens: 2,
        total_tokens: 7,
        input_token_details: { cache_read: 3 },
      },
    });
    expect(answerFacts(answer)).toEqual({
      "gen_ai.response.id": "chatcmpl-1",
      "gen_ai.response.model": "claude",
      "gen_ai.response.finish_reasons": ["end_turn"],
      "gen_ai.usage.input_tokens": 5,
      "gen_ai.usage.output_tokens": 2,
      "gen_ai.usage.cache_read.input_tokens": 3,
    });
    expect(answerFacts(new AIMessage("hi"))).toEqual({});
  });
});
