import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ChatOpenAI } from "@langchain/openai";
import { initChatModel } from "langchain/chat_models/universal";
import {
  MCPTeamBuilder,
  type SamplingDecision,
  type SamplingOptions,
  type SamplingRequest,
} from "../../src/index.js";
import { problemsOf, startModel } from "../support.js";
import { fail, type Kind, question, say, startTeam, type Test, text } from "./sampling-team.js";

describe("what a server asks of the model", () => {
  const local: Kind = ["legacy", "stdio"];
  let test: Test;
  let other: Awaited<ReturnType<typeof startModel>>;
  let approve: NonNullable<SamplingOptions["approve"]>;
  let choose: (request: SamplingRequest) => ChatOpenAI;
  beforeAll(async () => {
    other = await startModel([{ content: "Rome" }]);
    const tools = ["sample", "sample_later", "sampled_later", "sleep"];
    test = await startTeam(
      local,
      {
        answerTimeoutMs: 2_000,
        approve: (request) => approve(request),
        model: (request) => choose(request),
      },
      tools,
    );
  });
  beforeEach(() => {
    approve = () => true;
    choose = () => test.model.llm;
  });
  afterAll(async () => {
    await test[Symbol.asyncDispose]();
    await other.stop();
  });

  it("reaches it with all settings, content and tools", async () => {
    const before = test.model.requests.length;
    const inputSchema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
    const picture = { type: "image", mimeType: "image/png", data: "iVBORw0KGgo=" };
    const user = { role: "user", content: [text("How is the weather here?"), picture] };
    const settings = {
      systemPrompt: "You know the weather.",
      maxTokens: 77,
      temperature: 0.25,
      stopSequences: ["END"],
      tools: [{ name: "city.weather", description: "Says the weather.", inputSchema }],
    };
    const first = await test.sample({ ...settings, messages: [user], toolChoice: { mode: "required" } });
    expect(first).toMatchObject({
      stopReason: "toolUse",
      content: [{ type: "tool_use", id: "call_1", name: "city.weather", input: { city: "Paris" } }],
    });
    const result = { type: "tool_result", toolUseId: "call_1", content: [text("rain")] };
    const messages = [
      user,
      { role: "assistant", content: first.content },
      { role: "user", content: [result] },
    ];
    const second = await test.sample({ ...settings, messages });
    expect(second).toMatchObject({ stopReason: "endTurn", content: [text("Take an umbrella.")] });

    const [asked, again] = test.model.requests.slice(before);
    const seen = [
      { role: "system", content: "You know the weather." },
      {
        role: "user",
        content: [
          { type: "text", text: "How is the weather here?" },
          { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } },
        ],
      },
    ];
    expect(asked).toMatchObject({
      messages: seen,
      tools: [
        { function: { name: "city_weather", description: "Says the weather.", parameters: inputSchema } },
      ],
      settings: { max_tokens: 77, temperature: 0.25, stop: ["END"], tool_choice: "required" },
    });
    const call = { id: "call_1", function: { name: "city_weather", arguments: '{"city":"Paris"}' } };
    expect(again?.messages).toMatchObject([
      ...seen,
      { role: "assistant", tool_calls: [call] },
      { role: "tool", tool_call_id: "call_1", content: "rain" },
    ]);
  });

  it("does not change the team's own model, and stays out of the stream of its tokens", async () => {
    const before = test.model.requests.length;
    const tokens: string[] = [];
    const input = { messages: [{ role: "user", content: "go twice" }] };
    const stream = await test.team.stream(input, { streamMode: "messages" });
    for await (const [message] of stream) if (message.type === "ai") tokens.push(message.text);
    expect(tokens.join("")).toBe("done");
    const limits = test.model.requests.slice(before).map(({ settings }) => settings.max_tokens);
    expect(limits).toEqual([undefined, 50, 50, undefined]);
  });

  it("is approved, refused or edited first", async () => {
    const seen: SamplingRequest[] = [];
    const edited = { params: { ...question, messages: [say("The other city?")] } };
    const decisions: SamplingDecision[] = [true, false, { refuse: "Not today." }, edited];
    approve = (request) => decisions[seen.push(request) - 1] ?? true;
    const before = test.model.requests.length;
    await test.sample(question);
    await expect(test.sample(question)).rejects.toThrow("The request to use the model was refused.");
    await expect(test.sample(question)).rejects.toThrow("was refused. Not today.");
    await test.sample(question);
    expect(seen[0]).toMatchObject({ server: "asker", tool: "sample", params: { maxTokens: 50 } });
    const reached = test.model.requests.slice(before).map(({ messages }) => messages[0]?.content);
    expect(reached).toEqual(["Which city?", "The other city?"]);
  });

  it("is waited for longer than the call may take, and not for ever", async () => {
    const callTimeoutMs = 300;
    approve = () => delay(2 * callTimeoutMs, true);
    expect(await test.sample(question, { configurable: { callTimeoutMs } })).toMatchObject({
      content: text("Paris"),
    });
    approve = () => new Promise(() => {});
    await expect(test.sample(question)).rejects.toThrow("The client failed to approve the request in time.");
  });

  it("is of no call, tool or run where nothing tells in which of two conversations it is asked", async () => {
    const tools: unknown[] = [];
    approve = ({ tool }) => {
      tools.push(tool);
      // Longer than each call may take: the time of neither runs.
      return delay(1_200, true);
    };
    const seen: string[] = [];
    const told = (run: string) => ({
      configurable: { thread_id: run, callTimeoutMs: 600 },
      callbacks: [{ handleChatModelStart: () => void seen.push(run) }],
    });
    const sleep = test.team.tools.find(({ name }) => name === "sleep");
    const slept = sleep?.invoke({ ms: 800 }, told("sleeping"));
    const [answer] = await Promise.all([test.sample(question, told("asking")), slept]);
    expect(answer).toMatchObject({ content: text("Paris") });
    expect([tools, seen]).toEqual([[undefined], []]);
  });

  it("is answered by the model that is chosen by its preferences", async () => {
    const hints: unknown[] = [];
    choose = ({ params }) => {
      hints.push(params.modelPreferences?.hints);
      return other.llm;
    };
    const modelPreferences = { hints: [{ name: "claude" }], costPriority: 1 };
    expect(await test.sample({ ...question, modelPreferences })).toMatchObject({ content: text("Rome") });
    expect(hints).toEqual([[{ name: "claude" }]]);
  });

  it("is answered within its limits by a model that initChatModel made", async () => {
    const { apiKey, configuration } = other.modelOptions;
    const model = await initChatModel("openai:gpt-4o-mini", { apiKey, configuration });
    choose = () => model as unknown as ChatOpenAI;
    expect(await test.sample({ ...question, temperature: 0.5 })).toMatchObject({ content: text("Rome") });
    expect(other.requests.at(-1)?.settings).toMatchObject({ max_tokens: 50, temperature: 0.5 });
  });

  it.each([
    ["the model", "to answer", {}],
    ["the choice of a model", "to choose a model for", { model: true }],
    ["the approval", "to approve", { approval: true }],
  ])("is refused when %s fails, without the reason, which is in the log", async (_, what, broken) => {
    if ("model" in broken) choose = fail;
    if ("approval" in broken) approve = fail;
    test.logged.splice(0);
    const error: Error = await test.sample({ ...question, messages: [say("?")] }).catch((reason) => reason);
    expect(error.message).toContain(`The client failed ${what} the request.`);
    expect(error.message).not.toContain("s3cret");
    expect(JSON.stringify(test.logged)).toContain("s3cret");
  });

  it.each<[string, string, string, { readonly approved?: unknown; readonly chosen?: unknown }]>([
    [
      "approve gives nothing",
      "to approve",
      "`approve` of the sampling gave no decision",
      { approved: undefined },
    ],
    ["approve gives a word", "to approve", "`approve` of the sampling gave no decision", { approved: "yes" }],
    ["approve gives no parameters", "to approve", "gave no decision", { approved: { params: 5 } }],
    ["no model is chosen", "to choose a model for", "`model` of the sampling gave no", { chosen: 5 }],
  ])("is refused when %s, for a reason that is in the log alone", async (_, what, reason, given) => {
    if ("approved" in given) approve = () => given.approved as SamplingDecision;
    if ("chosen" in given) choose = () => given.chosen as ChatOpenAI;
    const before = test.model.requests.length;
    test.logged.splice(0);
    await expect(test.sample(question)).rejects.toThrow(`The client failed ${what} the request.`);
    expect(JSON.stringify(test.logged)).toContain(reason);
    expect(test.model.requests.slice(before)).toEqual([]);
  });

  it("is refused to a server that works on no call", async () => {
    const tool = (name: string) => test.team.tools.find((each) => each.name === name);
    const folder = mkdtempSync(join(tmpdir(), "sampling-"));
    const file = join(folder, "now");
    await tool("sample_later")?.invoke({ params: question, file });
    const refused = test.nextRefusal();
    writeFileSync(file, "");
    await refused;
    rmSync(folder, { recursive: true });
    expect(await tool("sampled_later")?.invoke({})).toContain('Server "asker" works on no call');
  });
});

describe("withSampling", () => {
  it("says all that is wrong with its options", async () => {
    const builder = new MCPTeamBuilder("team")
      .withMcpServer("node")
      .withSampling({ maxTokens: 0, maxRequestsPerCall: 1.5, model: "gpt-4o", aprove: true } as object);
    expect(await problemsOf(() => builder.fetchMcpTools())).toEqual([
      "sampling.maxTokens: must be a whole number of tokens, such as 1_000, not 0",
      "sampling.maxRequestsPerCall: must be a whole number of requests, such as 5, not 1.5",
      expect.stringContaining('sampling.model: must be a chat model or a "provider:model"'),
      "sampling.aprove: is not an option of withSampling(): did you mean `approve`?",
    ]);
    const other = new MCPTeamBuilder("team").withMcpServer("node").withSampling(5 as never);
    expect(await problemsOf(() => other.fetchMcpTools())).toEqual([expect.stringContaining("not 5")]);
  });

  it("names the package of a model that is not installed", async () => {
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withMcpServer("node");
    builder.withSampling({ model: "mistralai:mistral-small" });
    expect(await problemsOf(() => builder.build())).toEqual([
      expect.stringContaining('sampling.model: "mistralai:mistral-small" needs the package'),
    ]);
  });
});
