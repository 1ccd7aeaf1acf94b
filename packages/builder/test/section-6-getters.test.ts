import { HumanMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { Command, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import { isAlive, waitFor } from "@mcp-team/testing";
import { z } from "zod";
import { MCPTeamBuilder } from "../src/index.js";
import { callOf, children, local, localTools, problemsOf, startModel, toolTexts } from "./support.js";

const double = tool(({ n }) => String(2 * n), { name: "double", schema: z.object({ n: z.number() }) });
const state = { messages: [new HumanMessage("go")] };

/** The rows of design section 6 about what a builder tells, with azcore's name of each. */
describe("fetchMcpTools (fetch_mcp_tools, get_mcp_tools)", () => {
  it("needs no model, and gives tools that can be called", async () => {
    await using builder = new MCPTeamBuilder("team").withMcpServer(local);
    const tools = await builder.fetchMcpTools();
    const add = tools.find(({ name }) => name === "add");
    expect(await add?.invoke({ a: 1, b: 2 })).toBe("3");
  });

  it("connects once, however often it is called", async () => {
    const before = (await children()).length;
    await using builder = new MCPTeamBuilder("team").withMcpServer(local);
    await Promise.all([builder.fetchMcpTools(), builder.fetchMcpTools()]);
    await builder.fetchMcpTools();
    expect(await children()).toHaveLength(before + 1);
  });

  it("makes the connections that build uses", async () => {
    await using model = await startModel(callOf("pid"));
    const builder = new MCPTeamBuilder("team").withMcpServer(local);
    await builder.fetchMcpTools();
    const pids = await children();
    await using team = await builder.withLlm(model.llm).build();
    expect(await children()).toEqual(pids);
    expect(await toolTexts(team)).toEqual([String(pids.at(-1))]);
  });

  it("gives no tools where there are no servers", async () => {
    expect(await new MCPTeamBuilder("team").fetchMcpTools()).toEqual([]);
  });
});

describe("getToolNames, getMcpToolNames, getMcpServerCount, isBuilt (get_tool_names, …)", () => {
  it("tell what is known before, between and after fetching and building", async () => {
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withTools([double]).withMcpServer(local);
    const told = () => ({
      all: builder.getToolNames().sort(),
      mcp: builder.getMcpToolNames().sort(),
      servers: builder.getMcpServerCount(),
      built: builder.isBuilt(),
    });
    expect(told()).toEqual({ all: ["double"], mcp: [], servers: 1, built: false });
    await builder.fetchMcpTools();
    const all = [...localTools, "double"].sort();
    expect(told()).toEqual({ all, mcp: localTools, servers: 1, built: false });
    await using team = await builder.build();
    expect(told()).toEqual({ all, mcp: localTools, servers: 1, built: true });
    expect(builder.getToolNames()).toEqual(team.tools.map(({ name }) => name));
  });
});

describe("getTeamCallable (get_team_callable)", () => {
  it("is a LangGraph node that answers and hands back to the supervisor", async () => {
    await using model = await startModel(callOf("add", { a: 1, b: 2 }));
    const builder = new MCPTeamBuilder("adders").withLlm(model.llm).withMcpServer(local);
    await using _team = await builder.build();
    const graph = new StateGraph(MessagesAnnotation)
      .addNode("adders", builder.getTeamCallable(), { ends: ["supervisor"] })
      .addNode("supervisor", () => new Command({ update: { messages: [new HumanMessage("thanks")] } }))
      .addEdge(START, "adders")
      .compile();
    const { messages } = await graph.invoke(state);
    expect(messages.map(({ name, text }) => [name, text])).toEqual([
      [undefined, "go"],
      ["adders", "done"],
      [undefined, "thanks"],
    ]);
  });

  it("builds the team on its first call when nobody has, once, and the builder ends it", async () => {
    const before = await children();
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withMcpServer(local);
    const callable = builder.getTeamCallable({ supervisor: "boss" });
    expect(builder.isBuilt()).toBe(false);
    const [command] = await Promise.all([callable(state), callable(state)]);
    expect(command).toMatchObject({
      goto: ["boss"],
      update: { messages: [{ name: "team", content: "done" }] },
    });
    expect(builder.isBuilt()).toBe(true);
    expect(await children()).toHaveLength(before.length + 1);
    await builder.close();
    expect(await children()).toEqual(before);
  });

  it.each<[unknown, string]>([
    [
      null,
      'getTeamCallable: has options that must be an object such as { supervisor: "supervisor" }, not null',
    ],
    [
      "boss",
      'getTeamCallable: has options that must be an object such as { supervisor: "supervisor" }, not "boss"',
    ],
    [{ supervisor: 5 }, "getTeamCallable.supervisor: must be text, not 5"],
    [
      { supervisr: "boss" },
      "getTeamCallable.supervisr: is not an option of getTeamCallable(): did you mean `supervisor`?",
    ],
  ])("refuses %j at once", async (options, problem) => {
    const builder = new MCPTeamBuilder("team");
    expect(await problemsOf(() => builder.getTeamCallable(options as never))).toEqual([problem]);
  });
});

describe("close", () => {
  it("ends the servers of a builder that only fetched tools", async () => {
    const before = await children();
    let pid: number | undefined;
    {
      await using builder = new MCPTeamBuilder("team").withMcpServer(local);
      await builder.fetchMcpTools();
      pid = (await children()).at(-1);
      expect(pid !== undefined && isAlive(pid)).toBe(true);
      const first = builder.close();
      // Whoever closes it a second time waits, too.
      await builder.close();
      expect(await children()).toEqual(before);
      await first;
    }
    expect(await children()).toEqual(before);
  });

  it("does not touch a team that was built: that is its caller's", async () => {
    await using model = await startModel(callOf("add", { a: 1, b: 2 }));
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withMcpServer(local);
    await using team = await builder.build();
    await builder.close();
    expect(await toolTexts(team)).toEqual(["3"]);
  });

  it.each([
    ["while it loads what it needs", 0],
    ["while its servers start", 2],
  ])("ends a connecting that is under way, %s, and leaves nothing", async (_, started) => {
    const before = await children();
    const builder = new MCPTeamBuilder("team")
      .withMcpServer(local)
      .withMcpServer("sleep", ["60"], { closeGraceMs: 50 });
    const fetching = expect(builder.fetchMcpTools()).rejects.toThrow(
      "close: was called while the builder was connecting",
    );
    if (started > 0) await waitFor(async () => (await children()).length >= before.length + started);
    await builder.close();
    await fetching;
    expect(await children()).toEqual(before);
  });
});

describe("servers", () => {
  it("shows the configuration with names and defaults, and no secret", () => {
    const builder = new MCPTeamBuilder("team")
      .withMcpServer("node", ["files.js", "--api-key", testSecret("section-6-getters")], {
        env: { KEY: testSecret("section-6-getters") },
      })
      .withMcpServerSse(
        `https://me:${testSecret("section-6-getters")}@api.example.com/sse?key=${testSecret("section-6-getters")}`,
        {
          headers: { Authorization: testSecret("section-6-getters") },
        },
      );
    expect(builder.servers).toMatchObject([
      { name: "files", transport: "stdio", env: { KEY: "***" }, timeoutMs: 10_000 },
      { name: "api-example-com", transport: "sse", headers: { Authorization: "***" }, timeoutMs: 30_000 },
    ]);
    expect(JSON.stringify(builder.servers)).not.toContain("s3cr3t-");
  });
});
