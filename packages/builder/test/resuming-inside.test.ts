import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, MemorySaver, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import type { AgentTeam, ElicitationInterrupt, TeamInput } from "@mcp-team/agent";
import { readCallLog, referenceServer } from "@mcp-team/testing";
import { MCPTeamBuilder } from "../src/index.js";
import { startModel } from "./support.js";

type Model = Awaited<ReturnType<typeof startModel>>;
type Graph = Pick<AgentTeam, "invoke"> & AsyncDisposable;

const user = (content: string) => ({ messages: [{ role: "user", content }] });
const call = (name: string, args: Record<string, unknown>) => ({ name, arguments: args });

/** The outer team is asked to "go"; the worker writes a note, and orders two things for which a person is asked. */
const startScript = () =>
  startModel([
    { when: /^go/, toolCalls: [call("worker", { task: "work" })] },
    { when: /^go/, content: "done" },
    {
      when: "work",
      toolCalls: [
        call("write_note", { text: "once" }),
        call("order", { item: "tea" }),
        call("order", { item: "milk" }),
      ],
    },
    ({ messages }) => ({
      content: messages
        .filter(({ role }) => role === "tool")
        .map(({ content }) => (typeof content === "string" ? content : content?.[0]?.text))
        .join(", "),
    }),
  ]);

/** A graph in which a team works, and that closes it. */
function graphOf(node: unknown, team: Pick<AgentTeam, "close">): Graph {
  const graph = new StateGraph(MessagesAnnotation)
    .addNode("worker", node as () => object)
    .addNode("supervisor", () => ({}))
    .addEdge(START, "worker")
    .addEdge("worker", "supervisor")
    .compile({ checkpointer: new MemorySaver() });
  return Object.assign(graph as unknown as AgentTeam, { [Symbol.asyncDispose]: () => team.close() });
}

type Inside = (worker: MCPTeamBuilder, model: Model) => Promise<Graph>;

const insides: Record<string, { readonly task: string; readonly inside: Inside }> = {
  "a member of a team": {
    task: "go",
    inside: (worker, { llm }) =>
      new MCPTeamBuilder("outer").withLlm(llm).withTeam(worker).withCheckpointer(new MemorySaver()).build(),
  },
  "a node by its callable": {
    task: "work",
    inside: async (worker) => graphOf(worker.getTeamCallable(), worker),
  },
  "a node by its graph": {
    task: "work",
    inside: async (worker) => {
      const team = await worker.build();
      return graphOf(team.graph, team);
    },
  },
  "called by a node of one's own": {
    task: "work",
    inside: async (worker) => {
      const team = await worker.build();
      return graphOf((state: TeamInput) => team.invoke(state), team);
    },
  },
};

describe.each(Object.entries(insides))("a team that is %s", (_, { task, inside }) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "inside-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("goes on after each answer without calling again what has finished", async () => {
    const log = join(folder, "calls.log");
    await using model = await startScript();
    const worker = new MCPTeamBuilder("worker")
      .withLlm(model.llm)
      .withMcpServer(referenceServer({ tools: ["write_note", "order"], log }))
      .withElicitation("interrupt");
    await using graph = await inside(worker, model);
    const thread = { configurable: { thread_id: "1" } };
    let state = await graph.invoke(user(task), thread);
    const asked: unknown[] = [];
    for (let round = 0; round < 2; round += 1) {
      const [{ id, value } = { id: "", value: undefined }] = state.__interrupt__ ?? [];
      asked.push((value as ElicitationInterrupt | undefined)?.message);
      const resume = { [id as string]: { action: "accept", content: { count: 1 } } };
      state = await graph.invoke(new Command({ resume }), thread);
    }
    expect(asked.sort()).toEqual(["How many of milk?", "How many of tea?"]);
    expect(state.messages.map(({ text }) => text)).toContain(
      'written, ordered tea {"count":1}, ordered milk {"count":1}',
    );
    const started = readCallLog(log).filter(({ event }) => event === "start");
    expect(started.map(({ tool }) => tool).sort()).toEqual(["order", "order", "write_note"]);
  });
});
