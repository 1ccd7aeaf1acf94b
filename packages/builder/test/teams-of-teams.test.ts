import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tool } from "@langchain/core/tools";
import { Command, interrupt, MemorySaver } from "@langchain/langgraph";
import type { AgentTeam, TeamStreamEvent } from "@mcp-team/agent";
import {
  isAlive,
  readCallLog,
  referenceServer,
  type ScriptedMessage,
  type ScriptedTurn,
  waitFor,
} from "@mcp-team/testing";
import { z } from "zod";
import { MCPTeamBuilder } from "../src/index.js";
import { children, crashing, local, problemsOf, startModel, toolTexts } from "./support.js";

const user = (content: string) => ({ messages: [{ role: "user", content }] });
const calls = (name: string, args: Record<string, unknown>) => ({ toolCalls: [{ name, arguments: args }] });

/** One model for all teams of a test: the outer team is asked to "go", others get tasks. */
const outerTurns = (task: string): ScriptedTurn[] => [
  { when: /^go/, ...calls("inner", { task }) },
  { when: /^go/, content: "outer done" },
];

const ask = tool(({ question }) => `they said ${interrupt(question)}`, {
  name: "ask",
  description: "Asks a person.",
  schema: z.object({ question: z.string() }),
});

async function eventsOf(team: AgentTeam, content: string): Promise<TeamStreamEvent[]> {
  const events: TeamStreamEvent[] = [];
  for await (const event of await team.stream(user(content), { streamMode: "custom" }))
    events.push(event as TeamStreamEvent);
  return events;
}

describe("withTeam", () => {
  it("gives a task to the other team, and passes on what that does, tagged with the team", async () => {
    await using model = await startModel([
      ...outerTurns("middle, please"),
      { when: "middle", ...calls("innermost", { task: "sleep, please" }) },
      { when: "middle", content: "middle done" },
      { when: "sleep", ...calls("sleep", { ms: 40 }) },
      { when: "sleep", content: "slept" },
    ]);
    const builder = (name: string) => new MCPTeamBuilder(name).withLlm(model.llm);
    const innermost = builder("innermost").withMcpServer({
      name: "clock",
      ...referenceServer({ tools: ["sleep"] }),
    });
    await using outer = await builder("outer").withTeam(builder("inner").withTeam(innermost)).build();

    const events = await eventsOf(outer, "go");
    expect(events.map(({ type, team }) => `${type} ${team?.join(">")}`)).toEqual([
      "team_tool_call inner",
      "team_tool_call inner>innermost",
      ...Array.from({ length: events.length - 4 }, () => "mcp_progress inner>innermost"),
      "team_tool_result inner>innermost",
      "team_tool_result inner",
    ]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "mcp_progress", server: "clock", tool: "sleep" }),
    );
    expect(events[1]).toMatchObject({ tool: "sleep", args: { ms: 40 } });
    expect(await toolTexts(outer)).toEqual(["middle done"]);
  });

  it("aborts the other team with a run, and its server is told", async () => {
    const folder = mkdtempSync(join(tmpdir(), "teams-"));
    const log = join(folder, "calls.log");
    await using model = await startModel([
      ...outerTurns("sleep"),
      { when: "sleep", ...calls("sleep", { ms: 60_000 }) },
    ]);
    const inner = new MCPTeamBuilder("inner")
      .withLlm(model.llm)
      .withMcpServer(referenceServer({ tools: ["sleep"], log }));
    await using outer = await new MCPTeamBuilder("outer").withLlm(model.llm).withTeam(inner).build();
    const stop = new AbortController();
    const run = outer.invoke(user("go"), { signal: stop.signal });
    const eventsInLog = () => readCallLog(log).map(({ event }) => event);
    await waitFor(() => eventsInLog().includes("start"));
    stop.abort();
    await expect(run).rejects.toThrow();
    await waitFor(() => eventsInLog().includes("cancelled"));
    rmSync(folder, { recursive: true });
  });

  it("passes interrupts of the other team up, and resumes where it was", async () => {
    let runs = 0;
    const count = tool(() => `run ${++runs}`, { name: "count", schema: z.object({}) });
    await using model = await startModel([
      ...outerTurns("ask"),
      { when: "ask", ...calls("count", {}) },
      { when: "ask", ...calls("ask", { question: "Really?" }) },
      ({ messages }) => ({ content: String(messages.at(-1)?.content) }),
    ]);
    const saver = new MemorySaver();
    // Its own checkpointer stands back: the conversation belongs to the thread of the run.
    const inner = new MCPTeamBuilder("inner")
      .withLlm(model.llm)
      .withTools([ask, count])
      .withCheckpointer(saver);
    await using outer = await new MCPTeamBuilder("outer")
      .withLlm(model.llm)
      .withTeam(inner)
      .withCheckpointer(new MemorySaver())
      .build();
    const thread = { configurable: { thread_id: "1" } };
    expect(await outer.invoke(user("go"), thread)).toMatchObject({ __interrupt__: [{ value: "Really?" }] });
    const { messages } = await outer.invoke(new Command({ resume: "yes" }) as never, thread);
    expect(messages.map(({ text }) => text)).toEqual(["go", "", "they said yes", "outer done"]);
    expect([runs, Object.keys(saver.storage)]).toEqual([1, []]);
  });

  it("keeps calls apart: each is a conversation of its own, also side by side and on one thread", async () => {
    const saver = new MemorySaver();
    await using model = await startModel([
      {
        when: /^go/,
        toolCalls: ["one", "two"].map((task) => ({ name: "inner", arguments: { task } })),
      },
      { when: /^go/, content: "outer done" },
      ({ messages }) => ({ content: `${messages.length} message: ${messages.at(-1)?.content}` }),
    ]);
    const inner = await new MCPTeamBuilder("inner")
      .withLlm(model.llm)
      .withTools([ask])
      .withCheckpointer(saver)
      .build();
    await using outer = await new MCPTeamBuilder("outer")
      .withLlm(model.llm)
      .withTeam(inner)
      .withCheckpointer(saver)
      .build();
    const thread = { configurable: { thread_id: "1" } };
    const first = await outer.invoke(user("go"), thread);
    const second = await outer.invoke(user("go again"), thread);
    const texts = ["1 message: one", "1 message: two", "outer done"];
    expect(first.messages.slice(2).map(({ text }) => text)).toEqual(texts);
    expect(second.messages.slice(7).map(({ text }) => text)).toEqual(texts);
    // On its own, and without a thread, it needs one all the same.
    expect(await inner.asTool().invoke({ task: "three" })).toBe("1 message: three");
    await inner.close();
  });

  it("keeps calls apart also where the other team has the checkpointer of the run", async () => {
    const ran: string[] = [];
    const note = tool(
      ({ text }) => {
        ran.push(`${text}: ${interrupt(`May ${text} be noted?`)}`);
        return `noted ${text}`;
      },
      { name: "note", schema: z.object({ text: z.string() }) },
    );
    const inner = (task: string) => ({ name: "inner", arguments: { task } });
    const said = (messages: readonly ScriptedMessage[]) => messages.map(({ content }) => content).join(" ");
    await using model = await startModel([
      { when: /^go/, toolCalls: [inner("one")] },
      { when: /^go/, toolCalls: [inner("two"), inner("three")] },
      { when: /^go/, content: "outer done" },
      ({ messages }) => calls("note", { text: said(messages) }),
      ({ messages }) => ({ content: said(messages) }),
    ]);
    await using outer = await new MCPTeamBuilder("outer")
      .withLlm(model.llm)
      .withTeam(new MCPTeamBuilder("inner").withLlm(model.llm).withTools([note]).withCheckpointer(true))
      .withCheckpointer(new MemorySaver())
      .build();
    const thread = { configurable: { thread_id: "1" } };
    let state = await outer.invoke(user("go"), thread);
    for (const asked of [["one"], ["three", "two"]]) {
      const interrupts = state.__interrupt__ ?? [];
      expect(interrupts.map(({ value }) => value).sort()).toEqual(
        asked.map((text) => `May ${text} be noted?`),
      );
      const resume = Object.fromEntries(interrupts.map(({ id, value }) => [id, `answer to "${value}"`]));
      state = await outer.invoke(new Command({ resume }), thread);
    }
    const tasks = ["one", "two", "three"];
    expect(ran.sort()).toEqual(tasks.map((text) => `${text}: answer to "May ${text} be noted?"`).sort());
    const answers = state.messages.filter(({ type }) => type === "tool").map(({ text }) => text);
    expect(answers).toEqual(tasks.map((text) => expect.stringMatching(`^${text} .*noted ${text}$`)));
  });

  it("gives the structured answer of a team that has one", async () => {
    await using model = await startModel([...outerTurns("sum"), { when: "sum", content: '{"sum":3}' }]);
    const inner = new MCPTeamBuilder("inner")
      .withLlm(model.llm)
      .withTools([ask])
      .withResponseFormat(z.object({ sum: z.number() }));
    await using outer = await new MCPTeamBuilder("outer").withLlm(model.llm).withTeam(inner).build();
    const { messages } = await outer.invoke(user("go"));
    expect(messages[2]).toMatchObject({ content: '{"sum":3}', artifact: { sum: 3 } });
  });

  it("tells the model when the other team fails", async () => {
    await using model = await startModel([
      ...outerTurns("break"),
      () => {
        throw new Error("no more credit");
      },
    ]);
    const inner = new MCPTeamBuilder("inner").withLlm(model.llm).withTools([ask]);
    await using outer = await new MCPTeamBuilder("outer").withLlm(model.llm).withTeam(inner).build();
    const { messages } = await outer.invoke(user("go"));
    expect(messages[2]).toMatchObject({ status: "error", text: expect.stringContaining("no more credit") });
  });

  it("closes what it built, and not what it was given", async () => {
    await using model = await startModel();
    const given = await new MCPTeamBuilder("given").withLlm(model.llm).withMcpServer(local).build();
    const outer = await new MCPTeamBuilder("outer")
      .withLlm(model.llm)
      .withTeam(given)
      .withTeam(new MCPTeamBuilder("built").withLlm(model.llm).withMcpServer(local))
      .build();
    const pids = await children();
    expect(pids).toHaveLength(2);
    await outer.close();
    const pid = given.servers[0]?.pid as number;
    await waitFor(() => pids.filter(isAlive).length === 1);
    expect(isAlive(pid)).toBe(true);
    await given.close();
  });

  it("leaves nothing running when a part cannot be had, and can be built again", async () => {
    await using model = await startModel();
    const before = await children();
    const member = (name: string, server: typeof local) =>
      new MCPTeamBuilder(name).withLlm(model.llm).withMcpServer({ ...server, name: `${name}_server` });
    const good = member("good", local);
    const outer = new MCPTeamBuilder("outer").withLlm(model.llm).withMcpServer(local).withTeam(good);
    const bad = outer.withTeam(member("bad", crashing));
    await expect(bad.build()).rejects.toMatchObject({ server: "bad_server" });
    expect(await children()).toEqual(before);
    expect([outer.isBuilt(), good.isBuilt()]).toEqual([false, false]);
    await using again = await new MCPTeamBuilder("outer").withLlm(model.llm).withTeam(good).build();
    expect(again.tools.map(({ name }) => name)).toEqual(["good"]);
  });

  it("makes room for the names of teams, and lists them", async () => {
    await using model = await startModel();
    const builder = new MCPTeamBuilder("outer")
      .withLlm(model.llm)
      .withMcpServer({ ...local, name: "files" })
      .withTeam(new MCPTeamBuilder("add").withLlm(model.llm).withTools([ask]));
    await using _ = await builder.build();
    expect(builder.getToolNames().sort()).toEqual(["add", "env", "files__add", "pid"]);
  });

  it("reports all problems at once: those of names, of what is no team, and of the members' own", async () => {
    await using model = await startModel();
    const built = new MCPTeamBuilder("built").withLlm(model.llm).withTools([ask]);
    await using _team = await built.build();
    const closed = new MCPTeamBuilder("closed").withLlm(model.llm).withTools([ask]);
    await closed.close();
    const circle = new MCPTeamBuilder("circle").withLlm(model.llm);
    const outer = new MCPTeamBuilder("outer")
      .withTools([ask])
      .withTeam(new MCPTeamBuilder("ask").withLlm(model.llm).withTools([ask]))
      .withTeam(new MCPTeamBuilder("twice").withLlm(model.llm).withTools([ask]))
      .withTeam(new MCPTeamBuilder("twice").withLlm(model.llm).withTools([ask]))
      .withTeam(new MCPTeamBuilder("empty"))
      .withTeam(built)
      .withTeam(closed)
      .withTeam(circle.withTeam(circle))
      .withTeam(built.build as never)
      .withTeam(Promise.resolve() as never)
      .withTeam(undefined as never);
    expect(await problemsOf(() => outer.build())).toEqual([
      'teams.ask: has the name "ask", which a local tool has: rename one of them',
      'teams[2]: has the name "twice", which another team has: rename one of them',
      "teams[7]: must be a team, or a builder of one, not a function",
      "teams[8]: must be a team, or a builder of one, not an object: await build() first",
      "teams[9]: must be a team, or a builder of one, not undefined",
      expect.stringMatching(/^llm: is missing/),
      expect.stringMatching(/^teams\.empty\.llm: is missing/),
      expect.stringMatching(/^teams\.empty\.servers: are missing/),
      "teams.built: is a builder whose team is built already: pass the team",
      "teams.closed: is a builder that was closed: make a new one",
      "teams.circle.teams.circle: is a member of itself: a team cannot be part of its own parts",
    ]);
  });
});
