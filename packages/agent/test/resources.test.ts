import { referenceServer, type ScriptedRequest } from "@mcp-team/testing";
import { calls, oddServer, offered, startTeam, toolMessages } from "./support.js";

const local = { kind: "stdio", ...referenceServer() } as const;
const done = { content: "done" };

/** What the model does, by what it is asked. */
const script = [
  {
    when: "list",
    ...calls(["list_resources", { filter: "greeting" }], ["list_resources", { server: "odd" }]),
  },
  {
    when: "read",
    ...calls(["read_resource", { uri: "text://greeting/Ada" }], ["read_resource", { uri: "blob://square" }]),
  },
  { when: "follow", ...calls(["links"]) },
  { when: "follow", ...calls(["read_resource", { uri: "odd://hidden" }]) },
  {
    when: "fail",
    ...calls(["read_resource", { uri: "text://none" }], ["list_resources", { server: "none" }]),
  },
  done,
];

type TestTeam = Awaited<ReturnType<typeof startTeam>>;

let test: TestTeam;
beforeAll(async () => {
  test = await startTeam({ local, odd: oddServer() }, { script, resourcesAsTools: true });
});
afterAll(() => test[Symbol.asyncDispose]());

describe("the resources and prompts of a team", () => {
  it("are listed from all pages, each with its server", async () => {
    const items = await test.team.resources.list();
    expect(items.filter(({ server }) => server === "odd").map(({ uri }) => uri)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `odd://${n}`),
    );
    expect(items).toContainEqual(expect.objectContaining({ server: "local", uri: "text://greeting" }));
    expect(await test.team.resources.list({ server: "odd" })).toHaveLength(5);
    expect(new Set((await test.team.prompts.list()).map(({ server }) => server))).toEqual(
      new Set(["local", "odd"]),
    );
  });

  it("are read from the server that names the address, on its list or by a template", async () => {
    const serverOf = async (uri: string) => (await test.team.resources.read(uri)).server;
    expect(await serverOf("odd://3")).toBe("odd");
    expect(await serverOf("odd://17")).toBe("odd");
    expect(await serverOf("text://greeting/Ada")).toBe("local");
  });

  it("are messages that a model can be sent, with pictures, and say where they come from", async () => {
    const messages = await test.team.prompts.get("pictured");
    expect(messages.map(({ type }) => type)).toEqual(["human", "human", "ai", "human"]);
    expect(messages[0]).toMatchObject({
      content: "What is this?",
      additional_kwargs: { mcp: { server: "odd", prompt: "pictured", description: "Shows pictures." } },
    });
    expect(messages[3]?.additional_kwargs.mcp).toMatchObject({ blocks: [{ resource: { uri: "odd://1" } }] });
    const before = test.model.requests.length;
    await test.team.invoke({ messages });
    expect(test.model.requests[before]?.messages[1]?.content).toEqual([
      { type: "image_url", image_url: { url: expect.stringContaining("data:image/png;base64,") } },
    ]);
  });
});

describe("a resource or prompt that its server never gives", () => {
  it.each([
    ["resource", 'resource "odd://silent"', ({ team }: TestTeam) => team.resources.read("odd://silent")],
    ["prompt", 'prompt "silent"', ({ team }: TestTeam) => team.prompts.get("silent")],
  ] as const)("%s: is waited for as long as for a call", async (_, subject, ask) => {
    await using impatient = await startTeam({ odd: { ...oddServer(), callTimeoutMs: 200 } });
    await expect(ask(impatient)).rejects.toThrow(
      `Server "odd" did not answer ${subject} within 200 ms (callTimeoutMs).`,
    );
  });
});

describe("resources as tools", () => {
  it("are listed with a filter, templates included", async () => {
    const [greetings, odd] = toolMessages(await test.ask("list"));
    expect(greetings?.text.split("\n")).toEqual([
      '- text://greeting "greeting" (text/plain, server local): A greeting.',
      '- text://greeting/{name} "greeting-for" (a template: fill in what is in braces, text/plain, server local): A greeting for somebody.',
    ]);
    expect(odd?.text.split("\n")).toHaveLength(6);
  });

  it("are read, whatever they are", async () => {
    const [text, picture] = toolMessages(await test.ask("read"));
    expect(text).toMatchObject({ text: "Hello, Ada.", status: "success" });
    expect(text?.metadata).toEqual({
      mcp: {
        server: "local",
        blocks: [{ block: 0, resource: { uri: "text://greeting/Ada", mimeType: "text/plain" } }],
      },
    });
    expect(picture?.content).toEqual([
      expect.objectContaining({ type: "image", mimeType: "image/png" }),
      { type: "text", text: "The resource is: image/png." },
    ]);
  });

  it("reach what a tool linked to, on the server that did", async () => {
    const [link, read] = toolMessages(await test.ask("follow"));
    expect(link?.text).toBe('Resource "hidden": odd://hidden');
    expect(link?.metadata).toMatchObject({ mcp: { blocks: [{ block: 0, link: { uri: "odd://hidden" } }] } });
    expect(read?.text).toBe("This is odd://hidden.");
    expect(await test.team.resources.read("odd://hidden")).toMatchObject({ server: "odd" });
  });

  it("that cannot be read are errors", async () => {
    expect(toolMessages(await test.ask("fail"))).toMatchObject([
      { status: "error", text: expect.stringContaining('No server has resource "text://none"') },
      { status: "error", text: expect.stringContaining('The team has no server "none"') },
    ]);
  });

  it("are among the tools of the team, and of the model", async () => {
    await test.ask("hello");
    for (const names of [offered(test.model.requests.at(-1)), test.team.tools.map(({ name }) => name)])
      expect(names).toEqual(expect.arrayContaining(["list_resources", "read_resource"]));
  });
});

describe("a resource in the system prompt", () => {
  const pinnedResources = [{ uri: "text://note" }, { uri: "text://none" }];
  const systemOf = (request: ScriptedRequest | undefined) => JSON.stringify(request?.messages[0]?.content);

  it.each(["legacy", "modern"] as const)(
    "%s: is read again when it changed, stays when its server is lost, and says why it is missing",
    async (era) => {
      const server = { kind: "stdio", ...referenceServer({ era }), protocol: era } as const;
      const turns = [calls(["write_note", { text: "Buy milk." }]), calls(["sleep", { ms: 50 }]), done];
      await using pinned = await startTeam(
        { server },
        { script: turns, pinnedResources, prompt: "Be careful.", resultLimit: { characters: 1_000 } },
      );
      await pinned.ask("go");
      const [first, , third] = pinned.model.requests.map(systemOf);
      expect(first).toMatch(
        /Be careful\..*<resource uri=\\"text:\/\/note\\">\\nNothing is written yet\.\\n<\/resource>/,
      );
      expect(first).toContain("It could not be read. No server has resource");
      expect(third).toContain("Buy milk.");

      await pinned.toolset.get("write_note")?.invoke({ text: "Buy bread.".repeat(200) });
      await pinned.ask("again");
      expect(systemOf(pinned.model.requests[3])).toMatch(
        /Buy bread\.\\n\[1000 more characters are left out\.\]/,
      );

      await pinned.connections.all[0]?.close();
      expect((await pinned.ask("once more")).at(-1)?.text).toBe("done");
      expect(systemOf(pinned.model.requests.at(-1))).toContain("Buy milk.");
    },
  );
});
