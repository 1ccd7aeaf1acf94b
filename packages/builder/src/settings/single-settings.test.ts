import { z } from "zod";
import { SettingsOnce, type SingleSettings } from "./single-settings.js";

function said(...calls: [keyof SingleSettings, unknown][]): string[] {
  const settings = new SettingsOnce();
  for (const [key, value] of calls) settings.set(key, value as never);
  return settings.problems.map(({ path, message }) => `${path}: ${message}`);
}

const logger = { child: () => logger };

describe("a setting that a team has one of", () => {
  it.each<[keyof SingleSettings, unknown]>([
    ["llm", "openai:gpt-4o-mini"],
    ["llm", "ollama:llama3:8b"],
    ["llm", { invoke: () => 1, bindTools: () => 1 }],
    ["prompt", "Be careful."],
    ["toolNaming", "prefix"],
    ["checkpointer", true],
    ["checkpointer", { getTuple: () => 1 }],
    ["store", { search: () => 1 }],
    ["responseFormat", { type: "object" }],
    ["roots", []],
    ["roots", ["/data", { uri: "file:///docs", name: "Docs" }]],
    ["elicitation", { by: "interrupt", options: {} }],
    [
      "elicitation",
      { by: () => ({ action: "cancel" }), options: { allowSecrets: true, answerTimeoutMs: 1 } },
    ],
    ["contextSchema", z.object({ userId: z.string() })],
    ["sampling", {}],
    ["sampling", { maxTokens: 5, maxRequestsPerCall: 1, model: "openai:gpt-4o", approve: () => true }],
    ["logLevel", "notice"],
    ["toolSelection", { limit: 2 }],
    ["toolSelection", { limit: 25, strategy: "llm", always: ["get_*"] }],
    ["toolSelection", { limit: 25, strategy: { embeddings: { embedDocuments: 1, embedQuery: 1 } } }],
    ["toolSelection", { limit: 25, strategy: () => [] }],
    ["resultLimit", { characters: 1_000 }],
    ["resultLimit", { tokens: 250, keepBytes: 1, tools: { "a*": { characters: 5_000 }, b: false } }],
    ["media", { images: true, files: false, audio: undefined }],
    ["media", {}],
    ["resourcesAsTools", true],
    ["logger", logger],
    ["skipFailedServers", false],
  ])("%s takes %p", (key, value) => {
    expect(said([key, value])).toEqual([]);
  });

  it.each<[keyof SingleSettings, unknown, string]>([
    [
      "llm",
      "gpt-4o",
      'must be a chat model or a "provider:model" such as "openai:gpt-4o-mini", not "gpt-4o"',
    ],
    ["llm", ":x", 'not ":x"'],
    ["llm", "openai:", 'not "openai:"'],
    ["llm", {}, "must be a chat model with tools"],
    ["llm", undefined, "not undefined"],
    ["prompt", "", "is empty: write something, or leave it out"],
    ["prompt", 5, "must be text, not 5"],
    ["description", "\n", "is empty"],
    ["logLevel", "warn", 'must be one of "debug", "info", "notice", "warning"'],
    ["roots", "/data", "roots: must be a list"],
    ["roots", ["/data", "http://a/b"], 'roots[1]: must be a path or begin with "file://"'],
    [
      "elicitation",
      { by: "handler", options: {} },
      'must be a function that asks a person, or "interrupt", not "handler"',
    ],
    [
      "elicitation",
      { by: "interrupt", options: 5 },
      "elicitation: has options that must be an object such as { answerTimeoutMs: 60_000 }, not 5",
    ],
    [
      "elicitation",
      { by: "interrupt", options: { allowSecrets: 1 } },
      "elicitation.allowSecrets: must be true or false",
    ],
    [
      "elicitation",
      { by: "interrupt", options: { answerTimeoutMs: 0 } },
      "elicitation.answerTimeoutMs: must be a number of milli",
    ],
    ["elicitation", { by: "interrupt", options: { answerTimeout: 1 } }, "did you mean `answerTimeoutMs`?"],
    ["toolNaming", "both", 'must be "collisions", "prefix" or "refuse", not "both"'],
    ["checkpointer", {}, "must be a checkpointer of LangGraph, or true, not an object"],
    ["store", new Map(), "must be a store of LangGraph, not an object"],
    ["responseFormat", "json", 'must be a zod or JSON schema, not "json"'],
    ["toolSelection", 25, "must be options such as { limit: 25 }, not 25"],
    [
      "toolSelection",
      {},
      "toolSelection.limit: must be a number of tools, at least 2 (search_tools is one of them), such as 25, not undefined",
    ],
    ["toolSelection", { limit: 1 }, "not 1"],
    [
      "toolSelection",
      { limit: 9, strategy: "bm25" },
      'toolSelection.strategy: must be "lexical", "llm", { embeddings }, a middleware that selects tools or a function, not "bm25"',
    ],
    ["toolSelection", { limit: 9, strategy: { embeddings: {} } }, "toolSelection.strategy: must be"],
    [
      "toolSelection",
      { limit: 9, always: "get_*" },
      'toolSelection.always: must be a list of tool names, with * for any characters, such as ["list_*"], not "get_*"',
    ],
    ["toolSelection", { limit: 9, always: ["get_*", 5] }, 'such as "list_*", not 5'],
    ["toolSelection", { limit: 9, always: [undefined] }, "toolSelection.always: must hold tool names"],
    [
      "toolSelection",
      { limit: 9, allways: [] },
      "is not an option of withToolSelection: did you mean `always`?",
    ],
    ["contextSchema", z.string(), "must be an object schema of zod"],
    ["contextSchema", { userId: "string" }, "not an object"],
    ["resultLimit", 20_000, "must be { characters: 20_000 } or { tokens: 5_000 }, not 20000"],
    ["resultLimit", {}, "has no limit: give { characters: 20_000 } or { tokens: 5_000 }"],
    ["resultLimit", { characters: 5_000, tokens: 1_000 }, "has characters and tokens: give one of them"],
    [
      "resultLimit",
      { characters: 10 },
      "resultLimit.characters: must be a number of characters, at least 1000, not 10",
    ],
    [
      "resultLimit",
      { tokens: "many" },
      'resultLimit.tokens: must be a number of tokens, at least 250, not "many"',
    ],
    [
      "resultLimit",
      { character: 1 },
      "resultLimit.character: is not an option of `withResultLimit`: did you mean `characters`?",
    ],
    [
      "resultLimit",
      { tokens: 500, keepBytes: 0 },
      "resultLimit.keepBytes: must be a whole number of bytes above 0",
    ],
    ["resultLimit", { tokens: 500, tools: 5 }, "resultLimit.tools: must be an object such as"],
    [
      "resultLimit",
      { tokens: 500, tools: { "a*": 5 } },
      'resultLimit.tools["a*"]: must be { characters: 5_000 }',
    ],
    ["resultLimit", { tokens: 500, tools: { a: {} } }, "resultLimit.tools.a: has no limit"],
    ["media", "images", 'must be an object such as { images: false }, not "images"'],
    ["media", { images: 1 }, "media.images: must be true or false, not 1"],
    ["media", { image: true }, "media.image: is not an option of `withMedia`: did you mean `images`?"],
    ["logger", console.log, "must be a logger of pino, not a function"],
    ["skipFailedServers", 1, "must be true or false, not 1"],
    ["testConnectionBeforeBuild", "no", 'must be true or false, not "no"'],
  ])("%s refuses %p", (key, value, problem) => {
    expect(said([key, value])).toEqual([expect.stringContaining(problem)]);
  });

  it("may be made again with the same value", () => {
    expect(said(["prompt", "a"], ["prompt", "a"], ["logger", logger], ["logger", logger])).toEqual([]);
  });

  it("does not win silently over an earlier one", () => {
    expect(
      said(["prompt", "a"], ["prompt", "b"], ["store", { search: 1 }], ["store", { search: 1 }]),
    ).toEqual([
      'prompt: is set twice (to "a" and "b"): a team has one, so remove one of the calls',
      "store: is set twice: a team has one, so remove one of the calls",
    ]);
  });
});
