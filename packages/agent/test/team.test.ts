import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AIMessage, HumanMessage } from "@langchain/core/messages";
import { Command, END, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import { readCallLog, referenceServer, startServer } from "@mcp-team/testing";
import { ConfigurationError } from "@mcp-team/transports";
import { createMiddleware } from "langchain";
import { z } from "zod";
import { createTeamCallable, type McpStreamEvent } from "../src/index.js";
import { startTeam, type TestTeamOptions } from "./support.js";

const local = { kind: "stdio", ...referenceServer() } as const;
const calls = (name: string, args: Record<string, unknown> = {}) => ({
  toolCalls: [{ name, arguments: args }],
});
const user = (content: string) => ({ messages: [{ role: "user", content }] });

/** A middleware that fails instead of calling the model. */
const failing = (error: Error) =>
  createMiddleware({ name: "Failing", wrapModelCall: () => Promise.reject(error) });

describe("a team", () => {
  it("takes LangChain messages and plain ones, and keeps the conversation", async () => {
    await using test = await startTeam({ local }, { script: [{ content: "hello" }] });
    const { messages } = await test.team.invoke({
      messages: [new HumanMessage("hi"), { role: "user", content: "there" }],
    });
    expect(messages.map(({ type, text }) => [type, text])).toEqual([
      ["human", "hi"],
      ["human", "there"],
      ["ai", "hello"],
    ]);
  });

  it("gives its prompt to the model", async () => {
    await using test = await startTeam(
      { local },
      { script: [{ content: "ok" }], prompt: "You are careful." },
    );
    await test.ask("hi");
    expect(test.model.requests[0]?.messages[0]).toMatchObject({ role: "system" });
    expect(JSON.stringify(test.model.requests[0]?.messages[0]?.content)).toContain("You are careful.");
  });

  it("answers in the shape that was asked for", async () => {
    const responseFormat = z.object({ sum: z.number() });
    await using test = await startTeam({ local }, { script: [{ content: '{"sum":3}' }], responseFormat });
    expect((await test.team.invoke(user("1+2"))).structuredResponse).toEqual({ sum: 3 });
  });

  it("runs side by side, alone and in a batch", async () => {
    const folder = mkdtempSync(join(tmpdir(), "team-"));
    const log = join(folder, "calls.log");
    const server = { kind: "stdio", ...referenceServer({ log }) } as const;
    const script = [calls("sleep", { ms: 500 }), { content: "slept" }];
    await using test = await startTeam({ server }, { script });
    const runs = [test.team.invoke(user("a")), test.team.batch([user("b"), user("c")])] as const;
    const [alone, batch] = await Promise.all(runs);
    expect([alone, ...batch].map(({ messages }) => messages.at(-1)?.text)).toEqual([
      "slept",
      "slept",
      "slept",
    ]);
    expect(readCallLog(log).map(({ event }) => event)).toEqual([
      "start",
      "start",
      "start",
      "end",
      "end",
      "end",
    ]);
    rmSync(folder, { recursive: true });
  });

  it("streams states by default, and other modes as LangGraph has them", async () => {
    const script = [calls("sleep", { ms: 50 }), { content: "one two three" }];
    await using test = await startTeam({ local }, { script });
    const states = [];
    for await (const state of await test.team.stream(user("go"))) states.push(state.messages.length);
    expect(states).toEqual([1, 2, 3, 4]);

    const tokens: string[] = [];
    const events: McpStreamEvent[] = [];
    const both = await test.team.stream(user("go"), { streamMode: ["messages", "custom"] });
    for await (const [mode, chunk] of both) {
      if (mode === "messages") tokens.push(chunk[0].text);
      else events.push(chunk as McpStreamEvent);
    }
    expect(tokens.join("")).toContain("one two three");
    expect(events).toContainEqual(
      expect.objectContaining({ type: "mcp_progress", server: "local", tool: "sleep" }),
    );
  });

  it("streams what servers log during a call", async () => {
    await using test = await startTeam(
      { local },
      { script: [calls("log", { message: "half way" }), { content: "ok" }] },
    );
    const heard = new Promise((resolve) => test.team.on("log", resolve));
    const events: unknown[] = [];
    for await (const event of await test.team.stream(user("go"), { streamMode: "custom" }))
      events.push(event);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "mcp_log", server: "local", tool: "log", data: expect.anything() }),
    );
    expect(await heard).toMatchObject({ server: "local" });
  });

  it("streams events as every Runnable does", async () => {
    await using test = await startTeam(
      { local },
      { script: [calls("echo", { text: "x" }), { content: "ok" }] },
    );
    const names = new Set<string>();
    for await (const { event, name } of test.team.streamEvents(user("go"), { version: "v2" }))
      names.add(`${event} ${name}`);
    expect([...names]).toEqual(expect.arrayContaining(["on_tool_start echo", "on_tool_end echo"]));
    expect([...names].some((name) => name.startsWith("on_chat_model_stream"))).toBe(true);
  });

  it.each<[string, TestTeamOptions, object]>([
    [
      "its model",
      {
        script: [
          () => {
            throw new Error("no credit");
          },
        ],
      },
      { status: 400 },
    ],
    [
      "a middleware",
      { middleware: [failing(new ConfigurationError([{ path: "region", message: "is missing" }]))] },
      { code: "CONFIGURATION", problems: [{ path: "region" }] },
    ],
  ])("fails with the error of %s, with all that it says", async (_, options, error) => {
    await using test = await startTeam({ local }, options);
    await expect(test.team.invoke(user("go"))).rejects.toMatchObject(error);
    const read = async () => {
      for await (const _state of await test.team.stream(user("go")));
    };
    await expect(read()).rejects.toMatchObject(error);
  });

  it("is a tool of another team", async () => {
    await using inner = await startTeam(
      { local },
      { script: [calls("add", { a: 2, b: 3 }), { content: "It is 5." }] },
    );
    const member = inner.team.asTool();
    expect(member).toMatchObject({ name: "team", description: "A team of agents called team." });
    await using outer = await startTeam(
      {},
      { tools: [member], script: [calls("team", { task: "2 + 3" }), { content: "5" }] },
    );
    const messages = await outer.ask("How much is 2 + 3?");
    expect(messages.map(({ text }) => text)).toEqual(["", "It is 5.", "5"]);
  });

  it("is a graph of its own name for supervisors", async () => {
    await using test = await startTeam({ local }, { script: [{ content: "ok" }] });
    expect(test.team.graph.name).toBe("team");
    const answer = (await test.team.graph.invoke(user("hi"))) as { messages: AIMessage[] };
    expect(answer.messages.at(-1)).toMatchObject({ name: "team", content: "ok" });
  });

  it("is a node that hands back to the supervisor", async () => {
    await using test = await startTeam({ local }, { script: [{ content: "the answer" }] });
    const callable = createTeamCallable(test.team);
    const command = await callable(user("hi"));
    expect(command).toBeInstanceOf(Command);
    expect(command.goto).toEqual(["supervisor"]);
    const graph = new StateGraph(MessagesAnnotation)
      .addNode("supervisor", ({ messages }) => new Command({ goto: messages.length > 1 ? END : "team" }), {
        ends: ["team", END],
      })
      .addNode("team", callable, { ends: ["supervisor"] })
      .addEdge(START, "supervisor")
      .compile();
    const { messages } = await graph.invoke({ messages: [new HumanMessage("hi")] });
    expect(messages.at(-1)).toMatchObject({ type: "human", name: "team", content: "the answer" });
  });

  it("pings every server", async () => {
    await using modern = await startServer({ transport: "http", era: "modern" });
    await using test = await startTeam({ local, modern: { kind: "http", url: modern.url } });
    expect(await test.team.health()).toEqual({
      healthy: true,
      servers: [
        { name: "local", healthy: true, latencyMs: expect.any(Number) },
        { name: "modern", healthy: true, latencyMs: expect.any(Number) },
      ],
    });
    await modern.kill();
    expect(await test.team.health()).toMatchObject({
      healthy: false,
      servers: [
        { healthy: true },
        { name: "modern", healthy: false, error: expect.stringContaining("modern") },
      ],
    });
  });

  it("tells of a server that is lost", async () => {
    await using test = await startTeam({ local });
    const told = new Promise((resolve) => test.team.on("state", resolve));
    process.kill(test.team.servers[0]?.pid as number, "SIGKILL");
    expect(await told).toMatchObject({
      name: "local",
      state: "failed",
      lastError: expect.stringContaining("SIGKILL"),
    });
  });
});

describe("resources and prompts over all servers", () => {
  it("are listed with their server, and read", async () => {
    await using test = await startTeam({ one: local, two: local });
    const { resources, prompts } = test.team;
    expect(await resources.list()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ server: "one", uri: "text://greeting" }),
        expect.objectContaining({ server: "two", uri: "text://greeting" }),
      ]),
    );
    expect((await resources.templates()).length).toBeGreaterThan(0);
    expect(await resources.read("text://greeting", { server: "two" })).toMatchObject({
      server: "two",
      contents: [{ text: expect.any(String) }],
    });
    await expect(resources.read("text://none")).rejects.toThrow(
      /No server has resource "text:\/\/none"\. Asked: "one", "two"/,
    );
    await expect(resources.read("text://greeting", { server: "three" })).rejects.toThrow('no server "three"');
    expect(await prompts.list()).toContainEqual(expect.objectContaining({ server: "one", name: "greet" }));
    const messages = await prompts.get("greet", { name: "Ada" });
    expect(messages[0]?.text).toContain("Ada");
    expect(messages[0]).not.toBeInstanceOf(AIMessage);
  });
});
