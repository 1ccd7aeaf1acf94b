import { type RestartableServer, startServer, waitFor } from "@mcp-team/testing";
import { type LineOptions, openLine } from "@mcp-team/transports";
import { connectServers, ElicitationByHandler, type ElicitationRequest, Toolset } from "../../src/index.js";
import { define, oddServer } from "../support.js";

describe("calls of several people over Streamable HTTP, in the legacy era", () => {
  let server: RestartableServer;
  beforeAll(async () => {
    server = await startServer({ transport: "http", tools: ["order"] });
  });
  afterAll(() => server.stop());

  it.each<[string, (url: string) => Partial<LineOptions>]>([
    ["as it is", (url) => ({ url, reconnect: false })],
    ["reopened when it is lost", (url) => ({ url })],
    ["held back by a limit", (url) => ({ url, rateLimit: { concurrent: 2 } })],
    ["to replicas", (url) => ({ url, urls: [url, `${url}?again`] })],
  ])("each question comes with the run of its call: a line %s", async (_what, options) => {
    const asked: ElicitationRequest[] = [];
    const feature = new ElicitationByHandler((request) => {
      asked.push(request);
      return { action: "accept", content: { count: asked.length } };
    });
    const line = { kind: "http", name: "it", timeoutMs: 10_000, ...options(server.url) } as LineOptions;
    const definition = { name: "it", kind: "http", timeoutMs: 10_000, open: () => openLine(line) } as const;
    const connections = await connectServers([definition], { features: [feature] });
    const toolset = await Toolset.create(connections.all);
    const people = ["ada", "bob", "eve", "joe"];
    await Promise.all(
      people.map((user) => toolset.get("order")?.invoke({ item: user }, { configurable: { user } })),
    );
    await connections.close();
    const told = asked.map(({ message, config }) => [message, config?.configurable?.user]);
    expect(told.sort()).toEqual(people.map((user) => [`How many of ${user}?`, user]));
  });
});

describe("a server over stdio that asks for a call which was cancelled", () => {
  it.each([
    ["as it is", false],
    ["reopened when it is lost", {}],
  ] as const)(
    "is not taken to ask for another conversation, until it has answered that call: a line %s",
    async (_what, reconnect) => {
      const asked: ElicitationRequest[] = [];
      const feature = new ElicitationByHandler((request) => {
        asked.push(request);
        return { action: "decline" };
      });
      const connections = await connectServers(define({ odd: { ...oddServer(), reconnect } }), {
        features: [feature],
      });
      const toolset = await Toolset.create(connections.all);
      const call = (tool: string, thread: string, signal?: AbortSignal) =>
        toolset.get(tool)?.invoke({}, { configurable: { thread_id: thread }, signal });
      const stop = new AbortController();
      const given = call("ask_when_cancelled", "ada", stop.signal);
      const other = call("hold", "bob");
      await waitFor(() => connections.all[0]?.calls.all.length === 2);
      stop.abort();
      await expect(given).rejects.toThrow();
      expect(await other).toBe("held");
      await connections.close();
      const told = asked.map(({ message, config }) => [message, config?.configurable?.thread_id]);
      expect(told).toEqual([
        ["Is it for the one who gave up?", undefined],
        ["Is it for the other?", "bob"],
      ]);
    },
  );
});
