import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@mcp-team/testing";
import {
  ElicitationByHandler,
  type ElicitationHandler,
  type ElicitationOptions,
  type ElicitationRequest,
} from "../../src/index.js";
import { startTeam, type TestServer } from "../support.js";
import { askingServer, kinds, obeying } from "./support.js";

/** A team whose servers ask a handler, which a test can replace. */
async function startWithHandler(line: TestServer, options?: ElicitationOptions) {
  const asked: ElicitationRequest[] = [];
  const by: { handler: ElicitationHandler } = { handler: () => ({ action: "decline" }) };
  const feature = new ElicitationByHandler((request) => {
    asked.push(request);
    return by.handler(request);
  }, options);
  const test = await startTeam({ it: line }, { features: [feature], script: obeying });
  /** The answers of tools, one a line. */
  const run = async (calls: string, config?: Parameters<typeof test.ask>[1]) =>
    (await test.ask(calls, config)).at(-1)?.text;
  const { [Symbol.asyncDispose]: dispose, team } = test;
  return { asked, by, run, team, [Symbol.asyncDispose]: dispose };
}

describe.each(kinds)("a server asks a handler, $era over $transport", ({ era, transport }) => {
  let server: Awaited<ReturnType<typeof askingServer>>;
  let test: Awaited<ReturnType<typeof startWithHandler>>;
  beforeAll(async () => {
    server = await askingServer({ era, transport });
    test = await startWithHandler(server.line);
  });
  afterAll(async () => {
    await test[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  beforeEach(() => void test.asked.splice(0));

  it("round after round, with all that the handler has to know", async () => {
    test.by.handler = ({ message }) => ({
      action: "accept",
      content: message === "Where to?" ? { city: "Rome" } : { day: "2027-01-01" },
    });
    const run = { configurable: { user: "ada" } };
    expect(await test.run("plan_trip", run)).toBe('planned Rome {"day":"2027-01-01"}');
    const common = { mode: "form", server: "it", tool: "plan_trip", signal: expect.any(AbortSignal) };
    expect(test.asked).toMatchObject([
      {
        ...common,
        message: "Where to?",
        requestedSchema: { properties: { city: { enum: ["Oslo", "Rome"] } } },
      },
      { ...common, message: "When to Rome?" },
    ]);
    expect(test.asked.map(({ config }) => config?.configurable?.user)).toEqual(["ada", "ada"]);
  });

  it("and a person may take longer than a call", async () => {
    test.by.handler = async () => {
      await delay(900);
      return { action: "accept", content: { name: "Ada" } };
    };
    const run = { configurable: { callTimeoutMs: 600 } };
    expect(await test.run("greet_person", run)).toBe('greeted {"name":"Ada"}');
  });

  it("shows the whole URL", async () => {
    test.by.handler = () => ({ action: "accept" });
    expect(await test.run('connect_account {"url":"https://a.example/x?y=1"}')).toBe("connected: accept");
    expect(test.asked).toMatchObject([{ mode: "url", url: "https://a.example/x?y=1" }]);
  });

  it.each([
    [
      "does not fit",
      () => ({ action: "accept", content: { name: "A" } }) as const,
      "must NOT have fewer than 2",
    ],
    ["has no action", () => ({ name: "Ada" }) as never, 'must be { action: "accept"'],
    ["is an error", () => Promise.reject(new TypeError("no such window")), "threw: no such window"],
  ])(
    "an answer that %s is the developer's error, and no answer to the server",
    async (_what, handler, problem) => {
      test.by.handler = handler;
      expect(await test.run("greet_person")).toBe("greeted nothing: cancel");
      expect(test.team.servers[0]?.lastError).toContain(problem);
    },
  );

  it("stops to ask when the run is aborted, and tells the server", async () => {
    const stop = new AbortController();
    const reasons: unknown[] = [];
    test.by.handler = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          reasons.push(signal.reason);
          reject(signal.reason);
        });
        stop.abort();
      });
    await expect(test.run('order {"item":"tea"}', { signal: stop.signal })).rejects.toThrow();
    await waitFor(() => reasons.length === 1);
    const ended = era === "legacy" ? "cancelled" : "end";
    await waitFor(() => server.events("order").includes(ended));
  });

  it("knows which of several calls asks, or says that it does not", async () => {
    test.by.handler = async () => {
      await delay(50);
      return { action: "decline" };
    };
    await test.run('order {"item":"milk"}\ngreet_person');
    const isTold = era === "modern" || transport === "http";
    const tools = test.asked.map(({ tool }) => tool).sort();
    expect(tools).toEqual(isTold ? ["greet_person", "order"] : [undefined, undefined]);
    expect(test.asked.map(({ config }) => config !== undefined)).toEqual([isTold, isTold]);
  });

  if (era === "legacy") {
    it("tells when what a person does at a URL is done", async () => {
      let done: Promise<void> | undefined;
      test.by.handler = (request) => {
        if (request.mode === "url") done = request.completed;
        return { action: "accept" };
      };
      expect(await test.run('members_only {"member":"ada"}')).toBe("welcome ada");
      expect(test.asked).toMatchObject([{ mode: "url", tool: "members_only", elicitationId: "ada" }]);
      expect(done).toBeInstanceOf(Promise);
    });
  }
});

describe("a server that may ask nobody", () => {
  it.each(kinds)("is told so, $era over $transport", async ({ era, transport }) => {
    await using server = await askingServer({ era, transport, tools: ["greet_person", "echo"] });
    await using test = await startTeam({ it: server.line }, { script: obeying });
    const messages = await test.ask('greet_person\necho {"text":"fine"}');
    expect(messages.at(-1)?.text).toMatch(/(elicitation|Method not found).*\nfine$/s);
  });

  it("gets no answer after a while", async () => {
    await using server = await askingServer({ tools: ["greet_person"] });
    await using test = await startWithHandler(server.line, { answerTimeoutMs: 100 });
    test.by.handler = () => new Promise(() => {});
    expect(await test.run("greet_person")).toBe("greeted nothing: cancel");
    expect(test.asked[0]?.signal.aborted).toBe(true);
    expect(test.team.servers[0]?.lastError).toBeUndefined();
  });
});

it("a form may ask for a secret where that is allowed", async () => {
  await using server = await askingServer({ tools: ["ask_password"] });
  await using test = await startWithHandler(server.line, { allowSecrets: true });
  test.by.handler = () => ({ action: "accept", content: { password: "x" } });
  expect(await test.run("ask_password")).toBe('logged in {"password":"x"}');
});
