import { AIMessage } from "@langchain/core/messages";
import type { Script } from "@mcp-team/testing";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { approve, destructive, done, edit, reject, start } from "./support.js";

type Call = [id: string, name: string, args: Record<string, unknown>];

/** A turn of a model whose server counts the ids of calls anew in each message. */
const calls = (...all: Call[]) => ({
  toolCalls: all.map(([id, name, args]) => ({ id, name, arguments: args })),
});
const remember = (id: string, value: string): Call => ["call_0", "remember", { key: id, value }];
const tools = ["echo", "remember", "slow_write"];

/** As a server would that gives all calls one id, or none. */
const withId = (id: string | undefined) =>
  createMiddleware({
    name: "Nameless",
    async wrapModelCall(request, handler) {
      const { content, tool_calls = [] } = await handler(request);
      return new AIMessage({ content, tool_calls: tool_calls.map(({ name, args }) => ({ name, args, id })) });
    },
  }) as AgentMiddleware;

describe("a call with the id of an earlier one", () => {
  it("waits for approval, though there is an answer to the earlier one", async () => {
    const script: Script = [calls(["call_0", "echo", { text: "hi" }]), calls(remember("a", "1")), done];
    await using test = await start([destructive], script, tools);
    expect((await test.ask())?.actionRequests).toMatchObject([{ name: "remember" }]);
    expect(test.called()).toEqual([["echo", { text: "hi" }]]);
    expect((await test.resume(approve)).answer).toBe("done");
    expect(test.called().at(-1)).toEqual(["remember", { key: "a", value: "1" }]);
  });

  it("needs an approval of its own", async () => {
    const script: Script = [calls(remember("a", "1")), calls(remember("a", "1")), done];
    await using test = await start([destructive], script, tools);
    await test.ask();
    const { request } = await test.resume(approve);
    expect(request?.actionRequests).toMatchObject([{ name: "remember" }]);
    const { answer } = await test.resume(reject());
    expect(answer).toBe("done");
    expect(test.called()).toHaveLength(1);
  });

  it("keeps its own arguments where the earlier one was edited", async () => {
    const script: Script = [calls(remember("a", "1")), calls(remember("a", "2")), done];
    await using test = await start([destructive], script, tools);
    await test.ask();
    const { request } = await test.resume(edit("remember", { key: "a", value: "edited" }));
    expect(request?.actionRequests).toMatchObject([{ args: { value: "2" } }]);
    await test.resume(approve);
    expect(test.called().map(([, args]) => (args as { value: string }).value)).toEqual(["edited", "2"]);
  });

  it("is made beside others when nobody has to be asked", async () => {
    const script: Script = [
      calls(["call_0", "echo", { text: "hi" }]),
      calls(["call_0", "echo", { text: "ho" }], ["call_1", "echo", { text: "hu" }]),
      done,
    ];
    await using test = await start([destructive], script, tools);
    expect(await test.ask()).toBeUndefined();
    expect(
      test
        .called()
        .map(([, args]) => (args as { text: string }).text)
        .sort(),
    ).toEqual(["hi", "ho", "hu"]);
  });

  it("gets its own decision beside others", async () => {
    const script: Script = [
      calls(["call_0", "echo", { text: "hi" }], ["call_1", "echo", { text: "ho" }]),
      calls(remember("a", "1"), ["call_1", "slow_write", { ms: 1 }], ["call_2", "echo", { text: "hu" }]),
      done,
    ];
    await using test = await start([destructive], script, tools);
    await test.ask();
    const { answer, results } = await test.resume(reject("No."), approve);
    expect(answer).toBe("done");
    expect(results.remember).toBe("No.");
    expect(test.called().slice(2).sort()).toEqual([
      ["echo", { text: "hu" }],
      ["slow_write", { ms: 1 }],
    ]);
  });
});

describe.each<[string, string | undefined]>([
  ["one id", "call_0"],
  ["an empty id", ""],
  ["no id", undefined],
])("calls of one message that have %s", (_, id) => {
  const script: Script = [calls(remember("a", "1"), remember("a", "1")), done];

  it("are made when they were approved, and no others, also where all else is the same", async () => {
    await using test = await start([destructive], script, tools, [withId(id)]);
    expect((await test.ask())?.actionRequests).toHaveLength(2);
    expect((await test.resume(reject(), approve)).answer).toBe("done");
    expect(test.called()).toHaveLength(1);
  });

  it("are edited one by one", async () => {
    await using test = await start([destructive], script, tools, [withId(id)]);
    await test.ask();
    await test.resume(approve, edit("remember", { key: "a", value: "edited" }));
    expect(
      test
        .called()
        .map(([, args]) => (args as { value: string }).value)
        .sort(),
    ).toEqual(["1", "edited"]);
  });
});

describe("a call that middleware takes past the question", () => {
  const jumping = (from: number) =>
    createMiddleware({
      name: "Jumping",
      afterModel: {
        canJumpTo: ["tools"],
        hook({ messages }) {
          const answers = messages.filter((each) => AIMessage.isInstance(each));
          return answers.length > from && answers.at(-1)?.tool_calls?.length
            ? { jumpTo: "tools" as const }
            : undefined;
        },
      },
    }) as AgentMiddleware;

  it("is not made, and others are", async () => {
    const script: Script = [calls(remember("a", "1"), ["call_1", "echo", { text: "hi" }]), done];
    await using test = await start([destructive], script, tools, [jumping(0)]);
    expect(await test.ask()).toBeUndefined();
    expect(test.called()).toEqual([["echo", { text: "hi" }]]);
    expect(JSON.stringify(test.model.requests.at(-1)?.messages)).toContain(
      "was not called: a person has to approve it, and was not asked about this call.",
    );
  });

  it("is not made because the same one was approved before", async () => {
    const again = calls(remember("a", "1"));
    const middleware = [jumping(1), withId("")];
    await using test = await start([destructive], [again, again, done], tools, middleware);
    await test.ask();
    expect((await test.resume(approve)).answer).toBe("done");
    expect(test.called()).toHaveLength(1);
  });
});
