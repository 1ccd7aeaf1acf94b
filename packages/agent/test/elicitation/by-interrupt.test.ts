import { waitFor } from "@mcp-team/testing";
import { accept, askingServer, forPerson, kinds, startInterruptible } from "./support.js";

describe.each(kinds)("a server asks by interrupting the run, $era over $transport", ({ era, transport }) => {
  let server: Awaited<ReturnType<typeof askingServer>>;
  let test: Awaited<ReturnType<typeof startInterruptible>>;
  beforeAll(async () => {
    server = await askingServer({ era, transport });
    test = await startInterruptible(server.line);
  });
  afterAll(async () => {
    await test[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  /** In the modern era each round is a call of its own, and none of them waits. */
  const calls = (rounds: number) =>
    era === "legacy" ? ["start", "end"] : Array.from({ length: rounds }, () => ["start", "end"]).flat();

  it("the interrupt holds the form, and the resumed call is the one that asked", async () => {
    const { interrupts } = await test.run("form", 'order {"item":"tea"}');
    expect(interrupts.map(forPerson)).toEqual([
      {
        type: "mcp_elicitation",
        server: "it",
        tool: "order",
        toolCallId: "call_0",
        mode: "form",
        message: "How many of tea?",
        requestedSchema: {
          type: "object",
          properties: { count: { type: "integer", minimum: 1 } },
          required: ["count"],
        },
      },
    ]);
    expect(await test.resume("form", accept({ count: 2 }))).toMatchObject({
      interrupts: [],
      answer: 'ordered tea {"count":2}',
    });
    expect(server.events("order")).toEqual(calls(2));
  });

  it("asks in several rounds, each by the answers before it", async () => {
    expect((await test.run("rounds", "plan_trip")).interrupts).toMatchObject([{ message: "Where to?" }]);
    expect((await test.resume("rounds", accept({ city: "Oslo" }))).interrupts).toMatchObject([
      { message: "When to Oslo?" },
    ]);
    const { answer } = await test.resume("rounds", accept({ day: "2026-12-24" }));
    expect(answer).toBe('planned Oslo {"day":"2026-12-24"}');
    expect(server.events("plan_trip")).toEqual(calls(3));
  });

  it("asks again, and says why, until the answer fits; defaults are filled in", async () => {
    await test.run("wrong", "register");
    const problems: (string | undefined)[] = [];
    for (const wrong of ["Ada", accept({ name: "Ada" }), accept({ nmae: "Ada" })]) {
      const { interrupts } = await test.resume("wrong", wrong);
      problems.push(interrupts[0]?.problem);
    }
    expect(problems).toEqual([
      'The answer must be { action: "accept", content: { … } }, { action: "decline" } or { action: "cancel" }, not "Ada".',
      expect.stringContaining("must have required property 'email'"),
      expect.stringContaining('The form has no field "nmae"'),
    ]);
    const content = { name: "Ada", email: "ada@a.example", room: "double", days: ["fri", "sun"] };
    const { answer } = await test.resume("wrong", accept(content));
    expect(JSON.parse(answer?.replace("registered ", "") ?? "")).toEqual({
      ...content,
      ...{ seats: 1, price: 9.5, newsletter: false, meal: "v", talks: ["mcp"] },
    });
    expect(server.events("register")).toEqual(calls(2));
  });

  it.each(["decline", "cancel"])("takes %s for an answer", async (action) => {
    await test.run(action, "greet_person");
    expect((await test.resume(action, { action })).answer).toBe(`greeted nothing: ${action}`);
  });

  it("shows the whole URL", async () => {
    const completed: string[] = [];
    test.team.on("elicitationComplete", ({ elicitationId }) => void completed.push(elicitationId));
    const { interrupts } = await test.run("url", 'connect_account {"url":"https://a.example/x?y=1#z"}');
    expect(interrupts).toMatchObject([{ mode: "url", url: "https://a.example/x?y=1#z" }]);
    expect((await test.resume("url", accept())).answer).toBe("connected: accept");
    if (era === "legacy") await waitFor(() => completed.includes("account-1"));
  });

  it.each([
    ["ask_password", {}, 'A form must not ask a person for a secret ("password")'],
    ["connect_account", { url: "http://a.example" }, 'A URL for a person must begin with "https://"'],
  ])("%s %j is refused, and the rest works on", async (tool, args, reason) => {
    const { answer } = await test.run(
      `refused ${tool}`,
      `${tool} ${JSON.stringify(args)}\necho {"text":"fine"}`,
    );
    expect(answer).toMatch(new RegExp(`${reason.replace(/[()]/g, "\\$&")}[^]*\nfine$`));
    expect(test.team.servers[0]?.lastError).toContain(reason);
  });

  it("keeps apart the questions of one turn", async () => {
    const { ids, interrupts } = await test.run("turn", 'order {"item":"tea"}\norder {"item":"milk"}');
    expect(interrupts.map(({ message }) => message)).toEqual(["How many of tea?", "How many of milk?"]);
    const [tea = "", milk = ""] = ids;
    const first = await test.resume("turn", { [milk]: accept({ count: 1 }) });
    expect(first.interrupts).toMatchObject([{ message: "How many of tea?" }]);
    const { answer } = await test.resume("turn", { [tea]: accept({ count: 7 }) });
    expect(answer).toBe('ordered tea {"count":7}\nordered milk {"count":1}');
  });

  if (era === "modern" || transport === "http") {
    it("keeps apart the questions of conversations", async () => {
      const items = ["one", "two", "three"];
      await Promise.all(items.map((item) => test.run(item, `order {"item":"${item}"}`)));
      const answers = await Promise.all(
        items.map(async (item, index) => (await test.resume(item, accept({ count: index + 1 }))).answer),
      );
      expect(answers).toEqual(items.map((item, index) => `ordered ${item} {"count":${index + 1}}`));
    });
  } else {
    it("refuses what may be a question of another conversation: the line does not tell", async () => {
      await test.run("mine", 'order {"item":"mine"}');
      const { answer, interrupts } = await test.run("yours", 'order {"item":"yours"}');
      expect(interrupts).toEqual([]);
      expect(answer).toContain("calls of several conversations");
      expect((await test.resume("mine", accept({ count: 1 }))).answer).toBe('ordered mine {"count":1}');
      expect((await test.run("yours again", "greet_person")).interrupts).toHaveLength(1);
      await test.resume("yours again", { action: "cancel" });
    });
  }

  if (era === "legacy") {
    it("calls again what was refused until a person had been at a URL", async () => {
      const { interrupts } = await test.run("members", 'members_only {"member":"ada"}');
      expect(interrupts).toMatchObject([{ mode: "url", url: "https://members.example/join?member=ada" }]);
      expect((await test.resume("members", accept())).answer).toBe("welcome ada");
      await test.run("no member", 'members_only {"member":"bob"}');
      const { answer } = await test.resume("no member", { action: "decline" });
      expect(answer).toContain("a person has to open a URL first, and did not");
    });
  }
});
