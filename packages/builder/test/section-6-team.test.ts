import { tool } from "@langchain/core/tools";
import { type BaseStore, InMemoryStore, MemorySaver } from "@langchain/langgraph";
import { referenceServer } from "@mcp-team/testing";
import { createMiddleware } from "langchain";
import { pino } from "pino";
import { z } from "zod";
import { MCPTeamBuilder } from "../src/index.js";
import { callOf, children, crashing, local, problemsOf, startModel, toolTexts } from "./support.js";

const double = tool(({ n }) => String(2 * n), { name: "double", schema: z.object({ n: z.number() }) });
const shout = tool(({ text }) => text.toUpperCase(), {
  name: "shout",
  schema: z.object({ text: z.string() }),
});
const user = (content: string) => ({ messages: [{ role: "user", content }] });

/** The rows of design section 6 about the team, with azcore's name of each. */
describe("new MCPTeamBuilder (MCPTeamBuilder)", () => {
  it("names the team and its graph", async () => {
    await using model = await startModel();
    await using team = await new MCPTeamBuilder("Team_1-a").withLlm(model.llm).withTools([double]).build();
    expect([team.name, team.graph.name]).toEqual(["Team_1-a", "Team_1-a"]);
  });

  it.each(["", "my team", "a/b"])("refuses the name %p", async (name) => {
    expect(await problemsOf(() => new MCPTeamBuilder(name).fetchMcpTools())).toEqual([
      `name: must be letters, digits, "_" and "-", at most 64 of them, not ${JSON.stringify(name)}`,
    ]);
  });
});

describe("withLlm (with_llm)", () => {
  it("takes a chat model", async () => {
    await using model = await startModel([{ content: "hello" }]);
    await using team = await new MCPTeamBuilder("team").withLlm(model.llm).withTools([double]).build();
    expect((await team.invoke(user("hi"))).messages.at(-1)?.text).toBe("hello");
  });

  it("makes the model of a provider:model", async () => {
    await using model = await startModel(callOf("double", { n: 4 }));
    const { OPENAI_API_KEY, OPENAI_BASE_URL } = process.env;
    Object.assign(process.env, { OPENAI_API_KEY: "scripted", OPENAI_BASE_URL: model.baseUrl });
    try {
      await using team = await new MCPTeamBuilder("team")
        .withLlm("openai:gpt-4o")
        .withTools([double])
        .build();
      expect(await toolTexts(team)).toEqual(["8"]);
      expect(model.requests[0]?.model).toBe("gpt-4o");
    } finally {
      restore({ OPENAI_API_KEY, OPENAI_BASE_URL });
    }
  });

  it("names the package of a provider that is not installed, with all other problems", async () => {
    const builder = new MCPTeamBuilder("").withLlm("mistralai:mistral-small").withTools([double]);
    expect(await problemsOf(() => builder.build())).toEqual([
      expect.stringMatching(/^name: /),
      expect.stringContaining('llm: "mistralai:mistral-small" needs the package @langchain/mistralai'),
    ]);
  });
});

describe("withTools (with_tools)", () => {
  it("adds up, and offers local tools beside those of the servers", async () => {
    await using model = await startModel(callOf("shout", { text: "hi" }));
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withTools([double])
      .withMcpServer(local)
      .withTools([shout])
      .build();
    expect(await toolTexts(team)).toEqual(["HI"]);
    const offered = model.requests[0]?.tools.map((each) => each.function.name);
    expect(offered?.sort()).toEqual(["add", "double", "env", "pid", "shout"]);
  });

  it("keeps the name of a local tool apart from a server's, also when it comes after the servers", async () => {
    const add = tool(() => "local", { name: "add", schema: z.object({}) });
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withMcpServer({ ...local, name: "files" });
    await builder.fetchMcpTools();
    await using team = await builder.withTools([add]).build();
    expect(team.tools.map(({ name }) => name).sort()).toEqual(["add", "env", "files__add", "pid"]);
  });
});

describe("withPrompt and withDescription (with_prompt, with_description)", () => {
  it("tell the model what it is, and others what the team is for", async () => {
    await using model = await startModel();
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withTools([double])
      .withPrompt("You are careful.")
      .withDescription("Doubles numbers.")
      .build();
    await team.invoke(user("hi"));
    expect(JSON.stringify(model.requests[0]?.messages[0])).toMatch(/system.*You are careful\./);
    expect([team.description, team.asTool().description]).toEqual(["Doubles numbers.", "Doubles numbers."]);
  });
});

describe("withToolNaming", () => {
  it("says how the tools of servers are named", async () => {
    await using builder = new MCPTeamBuilder("team")
      .withMcpServer({ ...local, name: "a" })
      .withToolNaming("prefix");
    await builder.fetchMcpTools();
    expect(builder.getMcpToolNames().sort()).toEqual(["a__add", "a__env", "a__pid"]);
  });
});

describe("withMiddleware", () => {
  it("adds up, the first one outermost", async () => {
    const order: string[] = [];
    const middleware = (name: string) =>
      createMiddleware({
        name,
        wrapModelCall: (request, handler) => {
          order.push(name);
          return handler(request);
        },
      });
    await using model = await startModel();
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withTools([double])
      .withMiddleware(middleware("first"), middleware("second"))
      .withMiddleware(middleware("third"))
      .build();
    await team.invoke(user("hi"));
    expect(order).toEqual(["first", "second", "third"]);
  });
});

describe("withCheckpointer and withStore", () => {
  it("remember a conversation, and what the tools keep across conversations", async () => {
    const store = new InMemoryStore();
    const keep = tool(
      async (_, config) => {
        const { store: given } = config as { readonly store?: BaseStore };
        await given?.put(["notes"], "kept", { by: "tool" });
        return "kept";
      },
      { name: "keep", schema: z.object({}) },
    );
    await using model = await startModel(callOf("keep"));
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withTools([keep])
      .withCheckpointer(new MemorySaver())
      .withStore(store)
      .build();
    const thread = { configurable: { thread_id: "1" } };
    const first = await team.invoke(user("one"), thread);
    const second = await team.invoke(user("two"), thread);
    expect(second.messages.slice(0, first.messages.length).map(({ text }) => text)).toEqual(
      first.messages.map(({ text }) => text),
    );
    expect(await store.get(["notes"], "kept")).toMatchObject({ value: { by: "tool" } });
  });
});

describe("withResponseFormat", () => {
  it("gives the answer in the form that a zod schema describes", async () => {
    await using model = await startModel([{ content: '{"sum":3}' }]);
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withTools([double])
      .withResponseFormat(z.object({ sum: z.number() }))
      .build();
    expect((await team.invoke(user("1+2"))).structuredResponse).toEqual({ sum: 3 });
  });
});

describe("withDefaults", () => {
  it("holds for servers that were added before and after, and not against their own settings", async () => {
    const slow = referenceServer({ startupDelayMs: 2_000 });
    const builder = new MCPTeamBuilder("team")
      .withMcpServer({ ...local, name: "own", timeoutMs: 9_000 })
      .withDefaults({ timeoutMs: 300, callTimeoutMs: 5_000, protocol: "legacy", closeGraceMs: 50 })
      .withMcpServer({ ...slow, name: "slow" });
    expect(builder.servers).toMatchObject([
      { timeoutMs: 9_000, callTimeoutMs: 5_000, protocol: "legacy" },
      { timeoutMs: 300, callTimeoutMs: 5_000, protocol: "legacy" },
    ]);
    await expect(builder.fetchMcpTools()).rejects.toMatchObject({ server: "slow", reason: "no-handshake" });
  });
});

describe("withLogger", () => {
  it("receives what happens to the servers, and what they write to their standard error", async () => {
    const lines: string[] = [];
    const logger = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
    await using builder = new MCPTeamBuilder("team")
      .withLogger(logger)
      .withMcpServer({ ...local, name: "files" })
      .withMcpServer({ ...crashing, name: "crashing" })
      .skipFailedServers();
    await builder.fetchMcpTools();
    expect(lines.join("")).toMatch(/"server":"files".*connected/);
    expect(lines).toContainEqual(
      expect.stringMatching(/"level":20,.*"server":"crashing".*the licence has expired/),
    );
  });
});

describe("build (build)", () => {
  it("connects to all servers side by side", async () => {
    const slow = referenceServer({ startupDelayMs: 1_500, tools: ["pid"] });
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm);
    for (const name of ["a", "b", "c", "d"]) builder.withMcpServer({ ...slow, name });
    const start = performance.now();
    await using team = await builder.build();
    expect(performance.now() - start).toBeLessThan(4 * 1_500);
    expect(team.servers.map(({ state }) => state)).toEqual(["ready", "ready", "ready", "ready"]);
  });

  it("leaves nothing running when the agent cannot be made", async () => {
    const before = await children();
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServer({ ...local, name: "a" })
      .withMcpServer({ ...local, name: "b" })
      .withToolNaming("refuse");
    expect(await problemsOf(() => builder.build())).toContainEqual(expect.stringContaining("toolNaming"));
    expect(await children()).toEqual(before);
  });
});

function restore(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
