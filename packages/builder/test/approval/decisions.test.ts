import type { Script } from "@mcp-team/testing";
import { problemsOf } from "../support.js";
import { approve, calls, destructive, edit, reject, start, thread, user } from "./support.js";

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
