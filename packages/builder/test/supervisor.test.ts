import type { BaseMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import {
  Command,
  END,
  interrupt,
  MemorySaver,
  MessagesAnnotation,
  START,
  StateGraph,
} from "@langchain/langgraph";
import { createHandoffTool, createSupervisor } from "@langchain/langgraph-supervisor";
import { referenceServer, type Script, type ScriptedMessage } from "@mcp-team/testing";
import { z } from "zod";
import { MCPTeamBuilder } from "../src/index.js";
import { startModel } from "./support.js";

const user = (content: string) => ({ messages: [{ role: "user", content }] });
const calls = (name: string, args: Record<string, unknown> = {}) => ({
  toolCalls: [{ name, arguments: args }],
});

const calculator = referenceServer({ tools: ["add"] });

const ask = tool(({ question }) => `they said ${interrupt(question)}`, {
  name: "ask",
  description: "Asks a person.",
  schema: z.object({ question: z.string() }),
});

/** The supervisor hands over once; a team calls its tool once. Each ends when it has what it asked for. */
function script(call: ReturnType<typeof calls>): Script {
  return ({ tools, messages }) => {
    const isSupervisor = tools.some((each) => each.function.name === "transfer_to_research");
    const said = messages.map(({ role, content }) => ({ role, text: textOf(content) }));
    const isDone = said.some(({ role, text }) => role === "tool" && !text.includes("transferred"));
    if (!isSupervisor) return isDone ? { content: `It is ${said.at(-1)?.text}.` } : call;
    const answered = said.some(({ text }) => text.startsWith("It is"));
    return answered ? { content: "finished" } : calls("transfer_to_research");
  };
}

function textOf(content: ScriptedMessage["content"]): string {
  return typeof content === "string" ? content : (content ?? []).map(({ text }) => text).join("");
}

const texts = (messages: readonly BaseMessage[]) => messages.map(({ text }) => text);

describe("a team under createSupervisor", () => {
  it("is a member by its graph, with an MCP tool of its own", async () => {
    await using model = await startModel(script(calls("add", { a: 1, b: 2 })));
    await using team = await new MCPTeamBuilder("research")
      .withLlm(model.llm)
      .withMcpServer(calculator)
      .build();
    const supervisor = createSupervisor({ agents: [team.graph as never], llm: model.llm }).compile();
    const { messages } = await supervisor.invoke(user("1 + 2?"));
    expect(texts(messages)).toContain("It is 3.");
    expect(texts(messages).at(-1)).toBe("finished");
  });

  it("is a member by its callable, built when it is needed, and hands back", async () => {
    await using model = await startModel(script(calls("add", { a: 1, b: 2 })));
    await using builder = new MCPTeamBuilder("research").withLlm(model.llm).withMcpServer(calculator);
    const supervisor = createSupervisor({
      agents: [],
      tools: [createHandoffTool({ agentName: "research" })],
      llm: model.llm,
    })
      .addNode("research", builder.getTeamCallable(), { ends: ["supervisor"] })
      // What the hand-off tool names has to be reachable.
      .addConditionalEdges("supervisor", () => END, ["research", END])
      .compile();
    expect(builder.isBuilt()).toBe(false);
    const { messages } = await supervisor.invoke(user("1 + 2?"));
    expect(messages.at(-2)).toMatchObject({ type: "human", name: "research", text: "It is 3." });
    expect(messages.at(-1)?.text).toBe("finished");
  });
});

describe("a team as a node of a StateGraph", () => {
  it("tells the graph's stream what it does, and its interrupts are the graph's", async () => {
    await using model = await startModel(script(calls("ask", { question: "Really?" })));
    await using builder = new MCPTeamBuilder("research").withLlm(model.llm).withTools([ask]);
    const graph = new StateGraph(MessagesAnnotation)
      .addNode("research", builder.getTeamCallable({ supervisor: "end" }), { ends: ["end"] })
      .addNode("end", () => ({}))
      .addEdge(START, "research")
      .compile({ checkpointer: new MemorySaver() });
    const thread = { configurable: { thread_id: "1" } };
    const events: unknown[] = [];
    for await (const event of await graph.stream(user("go"), { ...thread, streamMode: "custom" }))
      events.push(event);
    expect(events).toMatchObject([{ type: "team_tool_call", team: ["research"], tool: "ask" }]);
    const { messages } = await graph.invoke(new Command({ resume: "yes" }), thread);
    expect(texts(messages)).toEqual(["go", "It is they said yes."]);
  });
});
