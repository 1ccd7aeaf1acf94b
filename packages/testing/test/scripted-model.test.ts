import { AIMessageChunk, HumanMessage, ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { type Script, startScriptedModel } from "@mcp-team/testing";
import { z } from "zod";

const add = tool(({ a, b }) => a + b, {
  name: "add",
  description: "Adds.",
  schema: z.object({ a: z.number(), b: z.number() }),
});

const sums: Script = [
  {
    content: "Let me add.",
    toolCalls: [
      { name: "add", arguments: { a: 1, b: 2 }, id: "call-1" },
      { name: "add", arguments: { a: 3, b: 4 }, id: "call-2" },
    ],
  },
  ({ messages }) => ({
    content: `They are ${messages
      .slice(-2)
      .map(({ content }) => content)
      .join(" and ")}.`,
  }),
];

describe("the scripted model, behind ChatOpenAI", () => {
  it("calls several tools in one turn and makes the next from their results", async () => {
    await using scripted = await startScriptedModel(sums);
    const llm = new ChatOpenAI(scripted.modelOptions).bindTools([add]);
    const question = new HumanMessage("Add them.");
    const first = await llm.invoke([question]);
    expect(first.text).toBe("Let me add.");
    expect(first.tool_calls).toMatchObject([
      { name: "add", args: { a: 1, b: 2 }, id: "call-1" },
      { name: "add", args: { a: 3, b: 4 }, id: "call-2" },
    ]);
    const results = [
      new ToolMessage({ content: "3", tool_call_id: "call-1" }),
      new ToolMessage({ content: "7", tool_call_id: "call-2" }),
    ];
    expect((await llm.invoke([question, first, ...results])).text).toBe("They are 3 and 7.");
  });

  it("streams text in pieces, and tool calls", async () => {
    const content = "A text that is long enough to come in more than one piece.";
    await using scripted = await startScriptedModel([
      { content, toolCalls: [{ name: "add", arguments: { a: 1, b: 2 } }] },
    ]);
    const pieces: AIMessageChunk[] = [];
    for await (const piece of await new ChatOpenAI(scripted.modelOptions).stream("Go.")) pieces.push(piece);
    expect(pieces.filter(({ text }) => text !== "").length).toBeGreaterThan(1);
    const whole = pieces.reduce((sum, piece) => sum.concat(piece), new AIMessageChunk(""));
    expect(whole.text).toBe(content);
    expect(whole.tool_calls).toMatchObject([{ name: "add", args: { a: 1, b: 2 } }]);
  });

  it("keeps what clients sent, in order", async () => {
    await using scripted = await startScriptedModel(() => ({ content: "Yes." }));
    const llm = new ChatOpenAI(scripted.modelOptions);
    await llm.invoke("first");
    await llm.bindTools([add]).invoke("second");
    expect(scripted.requests.map(({ messages }) => messages.at(-1)?.content)).toEqual(["first", "second"]);
    expect(scripted.requests.map(({ tools }) => tools.map((offered) => offered.function.name))).toEqual([
      [],
      ["add"],
    ]);
    expect(scripted.requests[0]?.model).toBe(scripted.modelOptions.model);
  });

  it("answers conversations side by side, each at its own turn", async () => {
    await using scripted = await startScriptedModel([{ content: "one" }, { content: "two" }]);
    const llm = new ChatOpenAI(scripted.modelOptions);
    const later = [
      { role: "user", content: "Hi" },
      { role: "assistant", content: "one" },
    ];
    const answers = await Promise.all([llm.invoke("Hi"), llm.invoke(later), llm.invoke("Hi")]);
    expect(answers.map(({ text }) => text)).toEqual(["one", "two", "one"]);
  });

  it("sends malformed arguments as they are", async () => {
    const toolCalls = [
      { name: "add", arguments: "{a:" },
      { name: "add", arguments: '{"a":1}' },
    ];
    await using scripted = await startScriptedModel([{ toolCalls }]);
    const { tool_calls, invalid_tool_calls } = await new ChatOpenAI(scripted.modelOptions).invoke("Go.");
    expect(tool_calls).toMatchObject([{ name: "add", args: { a: 1 } }]);
    expect(invalid_tool_calls).toMatchObject([{ name: "add", args: "{a:" }]);
  });

  it("fails at once, with the reason, when a function of the script throws", async () => {
    await using scripted = await startScriptedModel(() => {
      throw new RangeError("no such tool");
    });
    const call = new ChatOpenAI(scripted.modelOptions).invoke("Go.");
    await expect(call).rejects.toThrow("The script of the model threw: no such tool");
    expect(scripted.requests).toHaveLength(1);
  });

  it("listens on a loopback address of its own", async () => {
    await using one = await startScriptedModel([]);
    await using two = await startScriptedModel([]);
    expect(one.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    expect(two.baseUrl).not.toBe(one.baseUrl);
  });

  it("stops once, however often it is told", async () => {
    const scripted = await startScriptedModel([]);
    await Promise.all([scripted.stop(), scripted.stop()]);
    await expect(fetch(scripted.baseUrl)).rejects.toThrow();
  });
});
