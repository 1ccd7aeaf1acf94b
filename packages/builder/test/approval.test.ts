import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tool } from "@langchain/core/tools";
import { Command, MemorySaver, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import { createSupervisor } from "@langchain/langgraph-supervisor";
import { readCallLog, referenceServer, type Script } from "@mcp-team/testing";
import {
  type ActionRequest,
  createAgent,
  createMiddleware,
  type Decision,
  type DecisionType,
  type HITLRequest,
  type HITLResponse,
  humanInTheLoopMiddleware,
  type Interrupt,
} from "langchain";
import { pino } from "pino";
import { z } from "zod";
import { type ApprovalPolicy, MCPTeamBuilder } from "../src/index.js";
import { problemsOf, startModel } from "./support.js";

const user = { messages: [{ role: "user", content: "go" }] };
const thread = { configurable: { thread_id: "1" } };
const done = { content: "done" };
const destructive: ApprovalPolicy = { annotations: { destructiveHint: true } };

/** A turn that calls tools side by side. */
const calls = (...all: [name: string, args?: Record<string, unknown>][]) => ({
  toolCalls: all.map(([name, args = {}]) => ({ name, arguments: args })),
});
const approve = { type: "approve" };
const reject = (message?: string) => ({ type: "reject", ...(message && { message }) });
const edit = (name: string, args: Record<string, unknown>) => ({
  type: "edit",
  editedAction: { name, args },
});

/** A team over a reference server whose call log is read, asked until a person has to answer. */
async function start(policies: ApprovalPolicy[], script: Script, tools?: readonly string[]) {
  const log = join(mkdtempSync(join(tmpdir(), "approval-")), "calls.jsonl");
  const model = await startModel(script);
  const team = await new MCPTeamBuilder("careful")
    .withLlm(model.llm)
    .withMcpServer({ ...referenceServer({ log, ...(tools && { tools }) }), name: "files" })
    .withApproval(...policies)
    .withCheckpointer(new MemorySaver())
    .build();
  type State = Awaited<ReturnType<typeof team.invoke>>;
  const requestIn = (state: State) => state.__interrupt__?.[0]?.value as HITLRequest | undefined;
  return {
    team,
    model,
    /** Runs until a person is asked. */
    ask: async () => requestIn(await team.invoke(user, thread)),
    /** Goes on, and gives the request for the next decisions or the texts of the tools' answers. */
    resume: async (...decisions: unknown[]) => {
      const state = await team.invoke(new Command({ resume: { decisions } }), thread);
      const answers = state.messages.filter((message) => message.type === "tool");
      return {
        request: requestIn(state),
        answer: state.messages.at(-1)?.text,
        results: Object.fromEntries(answers.map((message) => [message.name, message.text])),
      };
    },
    /** What the server was asked to do. */
    called: () =>
      readCallLog(log).flatMap(({ event, tool, input }) => (event === "start" ? [[tool, input]] : [])),
    async [Symbol.asyncDispose]() {
      await team.close();
      await model.stop();
    },
  };
}

describe("a destructive tool", () => {
  const script: Script = [
    calls(["remember", { key: "a", value: "1" }]),
    calls(["recall", { key: "a" }]),
    { content: "done" },
  ];

  it("waits for approval, is edited, and runs with the edited arguments", async () => {
    await using test = await start([destructive], script);
    expect(await test.ask()).toEqual({
      actionRequests: [
        {
          name: "remember",
          args: { key: "a", value: "1" },
          description: expect.stringContaining("Tool: remember\nServer: files\nArgs: {"),
        },
      ],
      reviewConfigs: [
        {
          actionName: "remember",
          allowedDecisions: ["approve", "edit", "reject"],
          argsSchema: expect.objectContaining({ type: "object", required: ["key", "value"] }),
        },
      ],
    });
    expect(test.called()).toEqual([]);
    const { results, answer } = await test.resume(edit("remember", { key: "a", value: "2" }));
    expect(results.recall).toBe("2");
    expect(answer).toBe("done");
    expect(test.called()).toEqual([
      ["remember", { key: "a", value: "2" }],
      ["recall", { key: "a" }],
    ]);
    // The model sees what was called, not what it wanted.
    expect(JSON.stringify(test.model.requests.at(-1)?.messages)).not.toContain('\\"1\\"');
  });

  it("runs as it is when it is approved", async () => {
    await using test = await start([destructive], script);
    await test.ask();
    expect(test.called()).toEqual([]);
    await test.resume(approve);
    expect(test.called()[0]).toEqual(["remember", { key: "a", value: "1" }]);
  });

  it("never reaches the server when it is rejected, and the model is told why", async () => {
    await using test = await start(
      [destructive],
      [calls(["remember", { key: "a", value: "1" }]), { content: "I see." }],
    );
    await test.ask();
    const { results, answer } = await test.resume(reject("Not on a Friday."));
    expect(results.remember).toBe("Not on a Friday.");
    expect(answer).toBe("I see.");
    expect(test.called()).toEqual([]);
  });
});

describe("several calls in one message", () => {
  const script: Script = [
    calls(
      ["echo", { text: "hi" }],
      ["remember", { key: "a", value: "1" }],
      ["slow_write", { ms: 1 }],
      ["counter"],
    ),
    { content: "done" },
  ];

  it("are asked about together; each gets its own decision, and those that nobody has to approve run", async () => {
    await using test = await start([destructive], script);
    const request = await test.ask();
    expect(request?.actionRequests.map(({ name }) => name)).toEqual(["remember", "slow_write", "counter"]);
    expect(test.called()).toEqual([]);
    const { results, answer } = await test.resume(
      edit("remember", { key: "b", value: "2" }),
      reject(),
      approve,
    );
    expect(answer).toBe("done");
    expect(results).toMatchObject({
      echo: "hi",
      counter: "1",
      slow_write: 'A person rejected this call of "slow_write". It was not made: do not try it again.',
    });
    expect(test.called().sort()).toEqual([
      ["counter", {}],
      ["echo", { text: "hi" }],
      ["remember", { key: "b", value: "2" }],
    ]);
  });
});

describe("decisions that cannot be carried out", () => {
  it("are asked for again with the reason, and nothing is called", async () => {
    const script = [calls(["remember", { key: "a", value: "1" }]), { content: "done" }];
    await using test = await start([destructive], script, ["remember"]);
    const first = (await test.ask())?.actionRequests[0]?.description;
    const table: [decisions: unknown[], problem: string][] = [
      [[], "`decisions` must be a list of 1, one for each action, in their order; there was 0 of them."],
      [[{ type: "aprove" }], '`type` must be one of "approve", "edit", "reject", not "aprove".'],
      [[null], '`type` must be one of "approve", "edit", "reject", not undefined.'],
      [
        [edit("remember", { key: 1, value: "2" })],
        "`editedAction.args` does not fit the tool's schema: key must be string, not 1.",
      ],
      [
        [edit("counter", {})],
        '`editedAction.name` must stay "remember": what can be edited are the arguments.',
      ],
      [[{ type: "edit" }], "`editedAction` must be an object such as"],
      [[{ type: "reject", message: 1 }], "`message` must be text, or be left out."],
    ];
    for (const [decisions, problem] of table) {
      const { request } = await test.resume(...decisions);
      const description = request?.actionRequests[0]?.description;
      expect(description).toContain(`Nothing was called: ${problem}`);
      expect(description?.endsWith(`\n\n${first}`)).toBe(true);
    }
    expect(test.called()).toEqual([]);
    expect((await test.resume(approve)).answer).toBe("done");
    expect(test.called()).toEqual([["remember", { key: "a", value: "1" }]]);
  });
});

describe("a run that nobody decides about", () => {
  it("goes on with what the person says instead, and the calls are not made", async () => {
    const script: Script = [calls(["remember", { key: "a", value: "1" }]), { content: "done" }];
    await using test = await start([destructive], script, ["remember"]);
    await test.ask();
    const again = await test.team.invoke({ messages: [{ role: "user", content: "never mind" }] }, thread);
    expect(again.__interrupt__).toHaveLength(1);
    const roles = test.model.requests.at(-1)?.messages.map(({ role }) => role);
    expect(roles).toEqual(["user", "assistant", "tool", "user"]);
    expect(test.called()).toEqual([]);
  });

  it("needs a thread", async () => {
    await using test = await start([destructive], [], ["remember"]);
    const invoke = () => test.team.invoke(user, {} as typeof thread);
    expect(await problemsOf(invoke)).toEqual([expect.stringMatching(/^configurable\.thread_id: is missing/)]);
  });
});

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

describe("approval and LangChain", () => {
  it("ask with the request that humanInTheLoopMiddleware asks with", async () => {
    const pay = tool(({ amount }) => `paid ${amount}`, {
      name: "pay",
      schema: z.object({ amount: z.number() }),
    });
    await using model = await startModel([calls(["pay", { amount: 5 }]), { content: "done" }]);
    const theirs = createAgent({
      model: model.llm,
      tools: [pay],
      middleware: [humanInTheLoopMiddleware({ interruptOn: { pay: true } })],
      checkpointer: new MemorySaver(),
    });
    await using team = await new MCPTeamBuilder("ours")
      .withLlm(model.llm)
      .withTools([pay])
      .withApproval({ tools: ["pay"] })
      .withCheckpointer(new MemorySaver())
      .build();
    const [expected] = (await theirs.invoke(user, thread)).__interrupt__ ?? [];
    const [given] = (await team.invoke(user, thread)).__interrupt__ ?? [];
    const request = given?.value as HITLRequest;
    expect({
      ...request,
      reviewConfigs: request.reviewConfigs.map(({ argsSchema: _, ...review }) => review),
    }).toEqual(expected?.value);
    expect(request.reviewConfigs[0]?.argsSchema).toMatchObject({
      properties: { amount: { type: "number" } },
    });
    const resume = { decisions: [edit("pay", { amount: "much" })] };
    const again = await team.invoke(new Command({ resume }), thread);
    expect(JSON.stringify(again.__interrupt__)).toMatch(/does not fit the tool's schema: amount: /);
  });
});

describe("what is made for LangChain's approvals", () => {
  /** As an interface for people would have it. Another kind of decision would not compile. */
  const decide: Record<DecisionType, (action: ActionRequest) => Decision> = {
    approve: () => ({ type: "approve" }),
    edit: ({ name, args }) => ({ type: "edit", editedAction: { name, args: { ...args, value: "edited" } } }),
    reject: () => ({ type: "reject", message: "Not on a Friday." }),
  };

  it("shows the request and sends the response, in LangChain's types alone", async () => {
    const chosen = ["approve", "edit", "reject"] as const;
    const script = [
      calls(...chosen.map((key) => ["remember", { key, value: "1" }] as [string, Record<string, unknown>])),
      done,
    ];
    await using test = await start([destructive], script, ["remember"]);
    const state = await test.team.invoke(user, thread);
    const [asked] = (state.__interrupt__ ?? []) as Interrupt<HITLRequest>[];
    const { actionRequests = [], reviewConfigs = [] } = asked?.value ?? {};
    expect(reviewConfigs.map(({ actionName }) => actionName)).toEqual(actionRequests.map(({ name }) => name));
    const decisions = actionRequests.map((action, index) => {
      const type = chosen[index] as DecisionType;
      expect(reviewConfigs[index]?.allowedDecisions).toContain(type);
      return decide[type](action);
    });
    const resume: HITLResponse = { decisions };
    const { messages } = await test.team.invoke(new Command({ resume }), thread);
    expect(test.called()).toEqual([
      ["remember", { key: "approve", value: "1" }],
      ["remember", { key: "edit", value: "edited" }],
    ]);
    expect(messages.filter(({ type }) => type === "tool").map(({ text }) => text)).toContain(
      "Not on a Friday.",
    );
    expect(messages.at(-1)?.text).toBe("done");
  });
});

describe("a team that asks people, inside of another graph", () => {
  const script: Script = [calls(["remember", { key: "a", value: "1" }]), { content: "done" }];
  const { command, args } = referenceServer({ tools: ["remember"] });

  it("waits in the checkpointer of that graph", async () => {
    await using model = await startModel(script);
    await using builder = new MCPTeamBuilder("member")
      .withLlm(model.llm)
      .withMcpServer(command, args)
      .withApproval(destructive);
    const graph = new StateGraph(MessagesAnnotation)
      .addNode("member", builder.getTeamCallable({ supervisor: "end" }), { ends: ["end"] })
      .addNode("end", () => ({}))
      .addEdge(START, "member")
      .compile({ checkpointer: new MemorySaver() });
    const asked = await graph.invoke(user, thread);
    expect(asked).toMatchObject({ __interrupt__: [{ value: { actionRequests: [{ name: "remember" }] } }] });
    const { messages } = await graph.invoke(new Command({ resume: { decisions: [approve] } }), thread);
    expect(messages.at(-1)?.text).toBe("done");
  });

  it("waits in the checkpointer of the team that it is a member of", async () => {
    await using model = await startModel(({ messages, tools }) => {
      if (messages.at(-1)?.role === "tool") return { content: "done" };
      const isTop = tools.some((each) => each.function.name === "member");
      return isTop ? calls(["member", { task: "Remember." }]) : calls(["remember", { key: "a", value: "1" }]);
    });
    const member = new MCPTeamBuilder("member")
      .withLlm(model.llm)
      .withMcpServer(command, args)
      .withApproval(destructive);
    const top = new MCPTeamBuilder("top").withLlm(model.llm).withTeam(member);
    expect(await problemsOf(() => top.build())).toEqual([expect.stringMatching(/^checkpointer: is missing/)]);
    await using team = await top.withCheckpointer(new MemorySaver()).build();
    const asked = await team.invoke(user, thread);
    expect(asked).toMatchObject({ __interrupt__: [{ value: { actionRequests: [{ name: "remember" }] } }] });
    const { messages } = await team.invoke(new Command({ resume: { decisions: [approve] } }), thread);
    expect(messages.map(({ text }) => text)).toEqual(["go", "", "done", "done"]);
  });

  it("waits below a supervisor", async () => {
    await using model = await startModel(({ messages, tools }) => {
      const isSupervisor = tools.some((each) => each.function.name === "transfer_to_member");
      const last = messages.at(-1)?.content;
      if (isSupervisor) return messages.length > 2 ? { content: "all done" } : calls(["transfer_to_member"]);
      return JSON.stringify(last).includes("remembered")
        ? { content: "done" }
        : calls(["remember", { key: "a", value: "1" }]);
    });
    await using member = await new MCPTeamBuilder("member")
      .withLlm(model.llm)
      .withMcpServer(command, args)
      .withApproval(destructive)
      .withCheckpointer(true)
      .build();
    const supervisor = createSupervisor({ agents: [member.graph], llm: model.llm, prompt: "Lead." }).compile({
      checkpointer: new MemorySaver(),
    });
    const asked = await supervisor.invoke(user, thread);
    expect(asked).toMatchObject({ __interrupt__: [{ value: { actionRequests: [{ name: "remember" }] } }] });
    const { messages } = await supervisor.invoke(new Command({ resume: { decisions: [approve] } }), thread);
    expect(messages.map(({ text }) => text)).toEqual(expect.arrayContaining(["done", "all done"]));
  });

  it("is an error where nobody can answer: as a tool that is called by hand", async () => {
    await using model = await startModel(script);
    await using team = await new MCPTeamBuilder("member")
      .withLlm(model.llm)
      .withMcpServer(command, args)
      .withApproval(destructive)
      .withCheckpointer(new MemorySaver())
      .build();
    await expect(team.asTool().invoke({ task: "Remember." })).rejects.toThrow(
      'Team "member" waits for a person, and nobody can answer it here.',
    );
  });

  it("says so when there is no checkpointer above", async () => {
    await using model = await startModel(script);
    await using builder = new MCPTeamBuilder("member")
      .withLlm(model.llm)
      .withMcpServer(command, args)
      .withApproval(destructive);
    const node = builder.getTeamCallable();
    expect(await problemsOf(() => node({ messages: [{ role: "user", content: "go" }] }))).toEqual([
      "checkpointer: is missing, and a call waits for approval: compile the graph that the team is a node of with a checkpointer",
    ]);
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
