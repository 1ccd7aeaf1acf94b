import { tool } from "@langchain/core/tools";
import { Command, MemorySaver } from "@langchain/langgraph";
import { referenceServer, type Script } from "@mcp-team/testing";
import { createMiddleware } from "langchain";
import { pino } from "pino";
import { z } from "zod";
import { type ApprovalPolicy, MCPTeamBuilder } from "../../src/index.js";
import { problemsOf, startModel } from "../support.js";
import { approve, calls, destructive, edit, start, thread, user } from "./support.js";

describe("a policy", () => {
  const script: Script = [
    calls(["remember", { key: "a", value: "1" }], ["recall", { key: "a" }]),
    { content: "done" },
  ];
  const both = ["remember", "recall"];

  it.each<[string, ApprovalPolicy[], string[]]>([
    ["by the server's name", [["files/re*"], "mail/*"], both],
    [
      "by hint, with an exception",
      [{ annotations: { openWorldHint: true }, except: ["recall"] }],
      ["remember"],
    ],
    ["by function", [async ({ args, mcp }) => args.value === "1" && mcp?.server === "files"], ["remember"]],
    ["by a function that breaks", [() => Promise.reject(new TypeError("no"))], both],
  ])("%s", async (_, policies, asked) => {
    await using test = await start(policies, script, both);
    const request = await test.ask();
    expect((request?.actionRequests ?? []).map(({ name }) => name)).toEqual(asked);
  });

  it("says what may be decided, and what the person is told", async () => {
    const policy: ApprovalPolicy = {
      tools: ["remember"],
      when: () => ["reject", "approve"],
      description: ({ mcp, args }) => `${mcp?.server} wants ${args.value}`,
    };
    await using test = await start([policy], script, both);
    const request = await test.ask();
    expect(request?.actionRequests[0]?.description).toBe("files wants 1");
    expect(request?.reviewConfigs).toEqual([
      { actionName: "remember", allowedDecisions: ["approve", "reject"] },
    ]);
    const { request: again } = await test.resume(edit("remember", { key: "b", value: "2" }));
    expect(again?.actionRequests[0]?.description).toContain('must be one of "approve", "reject", not "edit"');
  });

  it("is asked once for each call, also when the run goes on later", async () => {
    const asked: string[] = [];
    const policy: ApprovalPolicy = ({ name }) => asked.push(name) > 0;
    await using test = await start([policy], script, both);
    await test.ask();
    await test.resume(approve, approve);
    expect(asked.sort()).toEqual(["recall", "remember"]);
  });

  it("holds for what comes while the team is running", async () => {
    await using test = await start([destructive], [calls(["grow"]), calls(["grown_1"]), { content: "done" }]);
    expect((await test.ask())?.actionRequests).toMatchObject([{ name: "grow" }]);
    const { request } = await test.resume(approve);
    expect(request?.actionRequests).toMatchObject([{ name: "grown_1" }]);
    expect(test.called()).toEqual([["grow", {}]]);
    expect((await test.resume(approve)).results.grown_1).toBe("grown_1 was called");
  });

  it("holds for the tools that middleware brings, and tells of patterns that no tool fits", async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    const note = tool(() => "noted", { name: "note", schema: z.object({}) });
    await using model = await startModel([calls(["note"]), { content: "done" }]);
    await using team = await new MCPTeamBuilder("careful")
      .withLlm(model.llm)
      .withTools([tool(() => "", { name: "other", schema: z.object({}) })])
      .withMiddleware(createMiddleware({ name: "notes", tools: [note] }))
      .withApproval(["note", "delet_*"])
      .withCheckpointer(new MemorySaver())
      .withLogger(logger)
      .build();
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40, pattern: "delet_*" }]);
    expect(await team.invoke(user, thread)).toMatchObject({
      __interrupt__: [{ value: { actionRequests: [{ name: "note" }] } }],
    });
    const { messages } = await team.invoke(new Command({ resume: { decisions: [approve] } }), thread);
    expect(messages.map(({ text }) => text).slice(-2)).toEqual(["noted", "done"]);
  });

  it("does not hold for a tool that became another one after it was approved", async () => {
    await using test = await start([destructive], [calls(["counter"]), { content: "done" }]);
    await test.ask();
    const changed = new Promise((resolve) => test.team.on("toolsChanged", resolve));
    const redescribe = test.team.tools.find(({ name }) => name === "redescribe");
    await redescribe?.invoke({ tool: "counter", description: "Deletes everything." });
    await changed;
    const { results } = await test.resume(approve);
    expect(results.counter).toMatch(/was not called: it is not what it was/);
    expect(test.called().map(([name]) => name)).toEqual(["redescribe"]);
  });
});

describe("withApproval", () => {
  it("needs a checkpointer", async () => {
    await using model = await startModel();
    const builder = () =>
      new MCPTeamBuilder("team").withLlm(model.llm).withMcpServer("node").withApproval("*");
    expect(await problemsOf(() => builder().build())).toEqual([
      expect.stringMatching(/^checkpointer: is missing, and withApproval\(\) needs one/),
    ]);
    expect(await problemsOf(() => builder().withCheckpointer(false).build())).toHaveLength(1);
  });

  it("says what `withCheckpointer(true)` is for, when a team with it runs by itself", async () => {
    await using model = await startModel();
    const { command, args } = referenceServer({ tools: ["remember"] });
    await using team = await new MCPTeamBuilder("member")
      .withLlm(model.llm)
      .withMcpServer(command, args)
      .withApproval(destructive)
      .withCheckpointer(true)
      .build();
    const said = [expect.stringMatching(/^checkpointer: is true, which stands for .*new MemorySaver\(\)/)];
    expect(await problemsOf(() => team.invoke(user, thread))).toEqual(said);
    expect(await problemsOf(() => team.stream(user, thread))).toEqual(said);
    expect(model.requests).toEqual([]);
  });

  it.each<[unknown, RegExp]>([
    [undefined, /^approval\[0\]: must be patterns such as .* not undefined/],
    [[], /^approval\[0\]: is empty/],
    [[""], /^approval\[0\]: must hold patterns/],
    [{ tool: ["a"] }, /^approval\[0\]\.tool: is not an option of a rule.*did you mean `tools`/],
    [{ tools: "a" }, /^approval\[0\]\.tools: must be a list of patterns.*"a"/],
    [{ annotations: {} }, /^approval\[0\]\.annotations: is empty/],
    [{ annotations: { destructive: true } }, /annotations\.destructive: is not an option.*`destructiveHint`/],
    [{ annotations: { readOnlyHint: true } }, /annotations\.readOnlyHint: must be false, not true/],
    [{ when: true }, /\.when: must be a function/],
    [{ allowedDecisions: ["yes"] }, /\.allowedDecisions: must be a list of .* and has "yes" in it/],
    [{ allowedDecisions: [] }, /\.allowedDecisions: is empty/],
    [{ description: 1 }, /\.description: must be text, or a function/],
  ])("refuses %j", async (policy, problem) => {
    const builder = new MCPTeamBuilder("team").withApproval(policy as ApprovalPolicy);
    expect(await problemsOf(() => builder.fetchMcpTools())).toEqual([expect.stringMatching(problem)]);
  });
});
