import { loadModel } from "./load-model.js";

const problemOf = async (llm: string) => {
  const loaded = await loadModel(llm);
  return "problem" in loaded ? `${loaded.problem.path}: ${loaded.problem.message}` : undefined;
};

describe("loadModel", () => {
  it("says which package a provider needs that is not installed", async () => {
    expect(await problemOf("mistralai:mistral-small")).toBe(
      'llm: "mistralai:mistral-small" needs the package @langchain/mistralai, which is not installed: npm install @langchain/mistralai',
    );
  });

  it("offers the nearest provider for one that LangChain does not know", async () => {
    expect(await problemOf("opnai:gpt-4o")).toBe(
      'llm: "opnai:gpt-4o" names no provider that LangChain knows: did you mean `openai`?',
    );
    expect(await problemOf("constructor:x")).toContain("names no provider that LangChain knows");
  });

  it("passes on why a provider refuses to be set up", async () => {
    expect(await problemOf("azure_openai:gpt-4o")).toMatch(
      /^llm: "azure_openai:gpt-4o" could not be set up: .*Azure/s,
    );
  });
});
