import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChatAnthropic } from "@langchain/anthropic";
import { ToolMessage } from "@langchain/core/messages";
import { ChatGoogleGenerativeAI } from "@langchain/google-genai";
import { ChatOpenAI } from "@langchain/openai";
import { toolStrategy } from "langchain";
import { z } from "zod";
import { dialectOf } from "../src/dialect/dialect-of-model.js";
import { type Dialect, toDialect } from "../src/toolset/schema/dialects/dialect.js";
import { readSchema } from "../src/toolset/schema/read-schema.js";
import { checkOpenAiStrict } from "./schemas/checks/open-ai-strict.js";
import { corpus } from "./schemas/corpus.js";
import { startTeam } from "./support.js";

const apiKey = "none";
const openAi = new ChatOpenAI({ model: "gpt-4o-mini", apiKey });
const anthropic = new ChatAnthropic({ model: "claude-sonnet-4-5", apiKey });
const google = new ChatGoogleGenerativeAI({ model: "gemini-2.5-flash", apiKey });

describe("the dialect of a model", () => {
  const schema = { type: "object", properties: { answer: { type: "string" } } };
  class ChatOfSomebody {
    _llmType = () => "somebody";
  }
  class ChatVertexOfOld {
    streamedConnection = {};
    _llmType = () => "google";
  }
  it.each<[string, Parameters<typeof dialectOf>[0], Dialect]>([
    ["OpenAI", { model: openAi }, "openai"],
    [
      "OpenAI, strict",
      { model: new ChatOpenAI({ apiKey, supportsStrictToolCalling: true }) },
      "openai-strict",
    ],
    ["OpenAI, strict for one call", { model: openAi, modelSettings: { strict: true } }, "openai-strict"],
    ["OpenAI, bound to be strict", { model: openAi.withConfig({ strict: true }) }, "openai-strict"],
    ["OpenAI, which gives the response its form", { model: openAi, responseFormat: schema }, "openai-strict"],
    [
      "OpenAI, with a tool for the response",
      { model: openAi, responseFormat: toolStrategy(z.object({ answer: z.string() })) },
      "openai",
    ],
    ["Anthropic", { model: anthropic }, "anthropic"],
    ["Anthropic, inside of another", { model: anthropic.withConfig({ tags: ["a"] }) }, "anthropic"],
    [
      "Anthropic, made when it is needed",
      { model: { _getModelInstance: async () => anthropic } },
      "anthropic",
    ],
    ["Google", { model: google }, "google"],
    ["Google, by the older package", { model: new ChatVertexOfOld() }, "google-without-unions"],
    ["a provider that is not known", { model: new ChatOfSomebody() }, "openai"],
  ])("%s", async (_, question, dialect) => {
    expect(await dialectOf(question)).toBe(dialect);
  });
});

describe("the converters of LangChain", () => {
  const toolsFor = (dialect: Dialect) =>
    corpus.map(([description, input], index) => {
      const reading = readSchema(input);
      if (!("schema" in reading)) throw new Error(reading.reason);
      return { name: `tool_${index}`, description, schema: toDialect(reading.schema, dialect).schema };
    });
  const schemas = (tools: readonly { readonly schema: object }[]) => tools.map(({ schema }) => schema);

  it("pass on every schema as OpenAI takes it", () => {
    const tools = toolsFor("openai");
    const bound = openAi.bindTools(tools as never) as unknown as {
      defaultOptions: { tools: { function: { parameters: object } }[] };
    };
    expect(bound.defaultOptions.tools.map((tool) => tool.function.parameters)).toEqual(schemas(tools));
  });

  it("pass on every schema as Anthropic takes it, and leave no tool out", () => {
    const tools = toolsFor("anthropic");
    const converted = anthropic.formatStructuredToolToAnthropic(tools as never) as { input_schema: object }[];
    expect(converted.map((tool) => tool.input_schema)).toEqual(schemas(tools));
  });

  it("pass on every schema as Google takes it", () => {
    const tools = toolsFor("google");
    const params = google.invocationParams({ tools: tools as never }) as unknown as {
      tools: { functionDeclarations: { parameters?: object }[] }[];
    };
    const declared = params.tools.flatMap(({ functionDeclarations }) => functionDeclarations);
    expect(declared).toHaveLength(tools.length);
    // A tool without arguments has no parameters at all.
    for (const [index, { parameters }] of declared.entries()) {
      const schema = tools[index]?.schema as { properties: object };
      expect(parameters).toEqual(Object.keys(schema.properties).length > 0 ? schema : undefined);
    }
  });
});

describe("a team with a strict model", () => {
  const folder = mkdtempSync(join(tmpdir(), "dialects-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const [list, calls] = [join(folder, "list.json"), join(folder, "calls.jsonl")];
  const listing = join(import.meta.dirname, "fixtures", "listing-server.js");
  const server = { kind: "stdio", command: process.execPath, args: [listing, list, calls] } as const;
  const inputSchema = {
    type: "object",
    properties: {
      title: { type: "string" },
      note: { type: "string", default: "" },
      after: { anyOf: [{ type: "string" }, { type: "null" }], default: null },
      labels: { type: "object", additionalProperties: { type: "string" } },
    },
    required: ["title"],
  };
  beforeAll(() => {
    writeFileSync(list, JSON.stringify({ tools: [{ name: "file", description: "Files.", inputSchema }] }));
  });

  it("gets strict schemas, and the server the arguments that it knows", async () => {
    const said = { title: "a", note: null, after: null, labels: '{"kind":"bug"}' };
    const script = [{ toolCalls: [{ name: "file", arguments: said }] }, { content: "done" }];
    await using test = await startTeam(
      { server },
      { script, modelFields: { supportsStrictToolCalling: true } },
    );
    const messages = await test.ask("go");
    const [tool] = test.model.requests[0]?.tools ?? [];
    expect(tool?.function).toMatchObject({ strict: true, name: "file", description: "Files." });
    expect(checkOpenAiStrict(tool?.function.parameters as object)).toEqual([]);
    const known = { title: "a", labels: { kind: "bug" } };
    expect(messages[0]).toMatchObject({ tool_calls: [{ name: "file", args: known }] });
    expect(readFileSync(calls, "utf8")).toBe(`${JSON.stringify({ name: "file", args: known })}\n`);
  });

  it("streams, and the server gets the same", async () => {
    writeFileSync(calls, "");
    const said = { title: "a", note: null, after: null, labels: null };
    const script = [{ toolCalls: [{ name: "file", arguments: said }] }, { content: "done" }];
    await using test = await startTeam(
      { server },
      { script, modelFields: { supportsStrictToolCalling: true } },
    );
    const input = { messages: [{ role: "user" as const, content: "go" }] };
    for await (const _ of await test.team.stream(input, { streamMode: "messages" }));
    expect(readFileSync(calls, "utf8")).toBe(`${JSON.stringify({ name: "file", args: { title: "a" } })}\n`);
  });

  it("hears what is wrong with arguments, and the server hears nothing", async () => {
    writeFileSync(calls, "");
    const script = [
      { toolCalls: [{ name: "file", arguments: { note: "b", labels: { kind: 3 } } }] },
      { content: "done" },
    ];
    await using test = await startTeam({ server }, { script });
    const message = (await test.ask("go")).find((each) => ToolMessage.isInstance(each));
    expect(message?.text).toBe(
      'Tool "file" was not called: its arguments do not match its schema. title is missing; labels.kind must be string, not 3.',
    );
    expect(readFileSync(calls, "utf8")).toBe("");
  });
});
