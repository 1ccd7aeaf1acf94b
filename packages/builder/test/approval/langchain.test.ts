import { tool } from "@langchain/core/tools";
import { Command, MemorySaver, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import { createSupervisor } from "@langchain/langgraph-supervisor";
import { referenceServer, type Script } from "@mcp-team/testing";
import {
  type ActionRequest,
  createAgent,
  type Decision,
  type DecisionType,
  type HITLRequest,
  type HITLResponse,
  humanInTheLoopMiddleware,
  type Interrupt,
} from "langchain";
import { z } from "zod";
import { MCPTeamBuilder } from "../../src/index.js";
import { problemsOf, startModel } from "../support.js";
import { approve, calls, destructive, done, edit, start, thread, user } from "./support.js";

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
