import { Embeddings } from "@langchain/core/embeddings";
import { ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { MemorySaver } from "@langchain/langgraph";
import { officeServers, referenceServer, type ScriptedRequest } from "@mcp-team/testing";
import { createMiddleware, llmToolSelectorMiddleware, todoListMiddleware, toolStrategy } from "langchain";
import { pino } from "pino";
import { z } from "zod";
import type { ToolSelectionStrategy, ToolsSelected } from "../src/index.js";
import { offered, startTeam, type TestServer } from "./support.js";

const office = Object.fromEntries(
  officeServers().map(({ name, command, args }): [string, TestServer] => [
    name,
    { kind: "stdio", command, args },
  ]),
);
const { calendar, mail, travel } = office as Record<string, TestServer>;
const servers = { calendar, mail, travel } as Record<string, TestServer>;
const calls = (name: string, args: Record<string, unknown>) => ({ toolCalls: [{ name, arguments: args }] });
const coffee = tool(() => "Here you are.", {
  name: "make_coffee",
  description: "Brews an espresso or a cappuccino.",
  schema: z.object({ kind: z.enum(["espresso", "cappuccino"]) }),
});

/** Embeds what a text says of a few topics. */
class TopicEmbeddings extends Embeddings {
  readonly asked: number[] = [];
  constructor() {
    super({});
  }
  async embedDocuments(texts: string[]) {
    this.asked.push(texts.length);
    return texts.map(topics);
  }
  async embedQuery(text: string) {
    return topics(text);
  }
}
const topics = (text: string) =>
  [/rain|weather|umbrella/i, /flight|plane/i, /email|message/i, /.^/].map((topic) =>
    Number(topic.test(text)),
  );

describe("tool selection", () => {
  it("offers what it says, finds the rest, keeps it for the thread, and answers calls of what was not offered", async () => {
    const script = (request: ScriptedRequest) => {
      const turns = request.messages.length - request.messages.findLastIndex(({ role }) => role === "user");
      const again = request.messages.filter(({ role }) => role === "user").length > 1;
      if (again) return { content: "You are welcome." };
      if (turns === 1) return calls("search_tools", { query: "convert money" });
      if (turns === 3) return calls("convert_currency", { amount: 5, from: "EUR", to: "CHF" });
      if (turns === 5) return calls("set_signature", { text: "Ada" });
      return { content: "Done." };
    };
    const selected: ToolsSelected[] = [];
    await using test = await startTeam(servers, {
      script,
      toolSelection: { limit: 8, always: ["get_time_z*"] },
      tools: [coffee],
      checkpointer: new MemorySaver(),
    });
    test.team.on("toolsSelected", (event) => selected.push(event));
    const thread = { configurable: { thread_id: "1" } };
    const messages = await test.ask("Which meeting rooms have a whiteboard?", thread);
    const requests = test.model.requests.map(offered);

    for (const names of requests) expect(names.length).toBe(8);
    expect(requests[0]).toEqual(expect.arrayContaining(["search_tools", "list_rooms", "get_time_zone"]));
    expect(requests[0]).not.toContain("convert_currency");
    expect(requests[1]).toEqual(
      expect.arrayContaining(["search_tools", "convert_currency", "get_time_zone"]),
    );
    const answers = messages.filter((message) => ToolMessage.isInstance(message));
    expect(answers[0]?.text).toContain("- convert_currency (travel): Converts an amount of money");
    expect(answers.map(({ status }) => status)).toEqual(["success", "success", "success"]);
    expect(answers[2]?.text).toBe('set_signature was called with {"text":"Ada"}');
    expect(selected[0]).toEqual({ offered: requests[0], of: 61, savedTokens: expect.any(Number) });
    expect(selected[0]?.savedTokens).toBeGreaterThan(2_000);

    await test.team.invoke({ messages: [{ role: "user", content: "Thanks!" }] }, thread);
    expect(offered(test.model.requests.at(-1))).toEqual(
      expect.arrayContaining(["convert_currency", "set_signature"]),
    );
    const before = test.model.requests.length;
    await test.ask("Make me an espresso.", { configurable: { thread_id: "2" } });
    const ofAnotherThread = offered(test.model.requests[before]);
    expect(ofAnotherThread).toContain("make_coffee");
    expect(ofAnotherThread).not.toContain("convert_currency");
  });

  it("keeps the tools of middleware, and leaves room for the response", async () => {
    const response = z.object({ done: z.boolean() });
    await using test = await startTeam(servers, {
      script: [calls("extract-1", { done: true })],
      toolSelection: { limit: 5 },
      middleware: [todoListMiddleware()],
      responseFormat: toolStrategy(response),
    });
    await test.team.invoke({ messages: [{ role: "user", content: "Book a flight." }] }).catch(() => {});
    const names = offered(test.model.requests[0]);
    expect(names).toHaveLength(5);
    expect(names).toEqual(expect.arrayContaining(["search_tools", "write_todos", "book_flight"]));
  });

  it("is not there for a toolset that is small enough, and comes with tools that are added", async () => {
    const few = { kind: "stdio", ...referenceServer({ tools: ["grow", "add", "echo"] }) } as const;
    await using test = await startTeam(
      { few },
      {
        script: [calls("grow", {}), { content: "Grown." }],
        toolSelection: { limit: 3 },
      },
    );
    const changed = new Promise((resolve) => test.team.on("toolsChanged", resolve));
    await test.ask("Please grow.");
    expect(offered(test.model.requests[0]).sort()).toEqual(["add", "echo", "grow"]);
    await changed;
    await test.ask("Which tool came while the server was running?");
    const names = offered(test.model.requests[2]);
    expect(names).toHaveLength(3);
    expect(names).toEqual(expect.arrayContaining(["search_tools", "grown_1"]));
  });
});

describe("a strategy of tool selection", () => {
  /** Asks about the weather in the words of the strategy, and gives what was offered and logged. */
  async function offeredWith(strategy: ToolSelectionStrategy, script: (request: ScriptedRequest) => object) {
    const log: string[] = [];
    await using test = await startTeam(servers, {
      script,
      toolSelection: { limit: 5, strategy },
      logger: pino({ base: null }, { write: (line: string) => void log.push(JSON.parse(line).msg) }),
    });
    await test.ask("Do I need an umbrella in Oslo?");
    const request = test.model.requests.find(({ tools }) =>
      tools.some((each) => each.function.name === "search_tools"),
    );
    return { names: offered(request), requests: test.model.requests, log };
  }
  const done = () => ({ content: "Done." });

  it("can compare meanings, and embeds each tool once", async () => {
    const embeddings = new TopicEmbeddings();
    const script = (request: ScriptedRequest) =>
      request.messages.at(-1)?.role === "user"
        ? calls("search_tools", { query: "plane" })
        : { content: "Done." };
    const { names } = await offeredWith({ embeddings }, script);
    expect(names).toContain("get_weather");
    expect(embeddings.asked).toEqual([60]);
  });

  it("can ask the team's model, once for each question", async () => {
    const script = (request: ScriptedRequest) => {
      const selecting =
        request.tools.length === 0 || !request.tools.some((each) => each.function.name === "search_tools");
      if (selecting) return { content: JSON.stringify({ tools: ["get_weather", "find_restaurants"] }) };
      return request.messages.at(-1)?.role === "user"
        ? calls("get_weather", { place: "Oslo" })
        : { content: "No." };
    };
    const { names, requests } = await offeredWith("llm", script);
    expect(names.slice(0, 3)).toEqual(["search_tools", "get_weather", "find_restaurants"]);
    expect(requests).toHaveLength(3);
  });

  it("can be a middleware or a function", async () => {
    const onlyTaxis = createMiddleware({
      name: "OnlyTaxis",
      wrapModelCall: (request, handler) =>
        handler({ ...request, tools: request.tools.filter(({ name }) => name === "order_taxi") }),
    });
    expect((await offeredWith(onlyTaxis, done)).names.slice(0, 2)).toEqual(["search_tools", "order_taxi"]);
    const byName: ToolSelectionStrategy = ({ text, tools }) =>
      text.includes("umbrella") ? tools.flatMap(({ name }) => (name.startsWith("rent") ? [name] : [])) : [];
    expect((await offeredWith(byName, done)).names.slice(0, 2)).toEqual(["search_tools", "rent_car"]);
  });

  it.each<[string, ToolSelectionStrategy]>([
    ["a function that throws", () => Promise.reject(new Error("down"))],
    ["a function that gives nothing", () => undefined as never],
    ["a function that gives a word", () => "get_weather" as never],
    ["a function that gives no names", () => [5] as never],
    ["a model that answers nonsense", llmToolSelectorMiddleware({ maxTools: 3 })],
  ])("that fails is replaced: %s", async (_, strategy) => {
    const { names, log } = await offeredWith(strategy, done);
    expect(names).toHaveLength(5);
    expect(log).toContain("the strategy for selecting tools failed: they are selected by words");
  });
});
