import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tool } from "@langchain/core/tools";
import { interrupt, MemorySaver } from "@langchain/langgraph";
import {
  readCallLog,
  referenceServer,
  type Script,
  startScriptedModel,
  startServer,
  waitFor,
} from "@mcp-team/testing";
import { z } from "zod";
import {
  askCaller,
  type ClientFeature,
  type ElicitationAnswer,
  ElicitationByHandler,
  ElicitationByInterrupt,
  type ElicitationRequest,
  type Exposure,
  serveTeam,
} from "../../src/index.js";
import { startTeam } from "../support.js";

const calls = (name: string, args: Record<string, unknown> = {}) => ({
  toolCalls: [{ name, arguments: args }],
});
const folder = mkdtempSync(join(tmpdir(), "serve-"));
const log = join(folder, "calls.log");
const happened = () => readCallLog(log).map(({ event }) => event);
afterAll(() => rmSync(folder, { recursive: true }));

const shout = tool(({ text }) => text.toUpperCase(), {
  name: "shout",
  schema: z.object({ text: z.string() }),
});
const ask = tool(() => `they said ${interrupt("Which one?")}`, { name: "ask", schema: z.object({}) });

const again = tool(
  () => {
    for (;;) interrupt("Again?");
  },
  { name: "again", schema: z.object({}) },
);

/** Calls the tool that it is told to call, and says what came of it. */
const script: Script = ({ messages }) => {
  const last = messages.at(-1);
  const text = typeof last?.content === "string" ? last.content : (last?.content?.[0]?.text ?? "");
  return last?.role === "tool"
    ? { content: text }
    : calls(text, text === "shout" || text === "echo" ? { text: "hi" } : {});
};

/** A team whose server asks a person, served; each test has clients of its own. */
async function serve(features: readonly ClientFeature[], expose?: Exposure) {
  // Over Streamable HTTP a question says to which call it belongs, also when others have just been cancelled.
  const tools = await startServer({ transport: "http", tools: ["greet_person"], log });
  const server = { kind: "http", url: tools.url } as const;
  const inner = await startTeam(
    { server },
    {
      name: "inner",
      script,
      features,
      checkpointer: new MemorySaver(),
      tools: [shout, ask, again],
      approvals: [{ tools: ["shout"] }],
    },
  );
  const served = await serveTeam(inner.team, { transport: "http", ...(expose && { expose }) });
  const dispose = async () => {
    await served.close();
    await inner[Symbol.asyncDispose]();
    await tools.stop();
  };
  return { served, [Symbol.asyncDispose]: dispose };
}

const lines = {
  "2026-07-28": { kind: "http", protocol: "modern" },
  "2025-11-25": { kind: "http", protocol: "legacy" },
  "2024-11-05": { kind: "sse", protocol: "legacy" },
} as const;
const eras = Object.keys(lines) as (keyof typeof lines)[];

describe.each([
  ["by interrupt", () => new ElicitationByInterrupt()],
  ["by its caller", () => new ElicitationByHandler(askCaller)],
])("a served team whose servers ask a person %s", (how, feature) => {
  let test: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    test = await serve([feature()]);
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const reach = (era: keyof typeof lines) => {
    const { kind, protocol } = lines[era];
    return { kind, protocol, url: (kind === "sse" ? test.served.sseUrl : test.served.url) as string };
  };

  /** A client that answers, and what it was asked. */
  async function asking(era: keyof typeof lines, answer: ElicitationAnswer) {
    const asked: ElicitationRequest[] = [];
    const handler = (request: ElicitationRequest) => {
      asked.push(request);
      return answer;
    };
    const client = await startTeam({ inner: reach(era) }, { features: [new ElicitationByHandler(handler)] });
    const call = (task: string) => client.toolset.get("inner")?.invoke({ task });
    return { asked, call, [Symbol.asyncDispose]: client[Symbol.asyncDispose] };
  }

  it.each(eras)("has the client ask one, who answers: %s", async (era) => {
    const before = happened().length;
    await using client = await asking(era, { action: "accept", content: { name: "Ada" } });
    expect(await client.call("greet_person")).toBe('greeted {"name":"Ada"}');
    expect(client.asked).toMatchObject([
      { mode: "form", message: "What is your name?", requestedSchema: { required: ["name"] } },
    ]);
    expect(happened().slice(before)).toEqual(["start", "end"]);
  });

  it.each(eras)("tells the server that a person says no: %s", async (era) => {
    await using client = await asking(era, { action: "decline" });
    expect(await client.call("greet_person")).toBe("greeted nothing: decline");
  });

  it.each(eras)("goes on without a client that can ask, and leaves no call behind: %s", async (era) => {
    const before = happened().length;
    await using client = await startTeam({ inner: reach(era) });
    const answer = client.toolset.get("inner")?.invoke({ task: "greet_person" });
    if (how === "by interrupt")
      await expect(answer).rejects.toThrow(/its caller cannot be asked: What is your name\?/);
    else expect(await answer).toBe("greeted nothing: cancel");
    await waitFor(() => happened().length === before + 2);
    expect(happened().at(-1)).toBe(how === "by interrupt" ? "cancelled" : "end");
  });

  // In the modern era nothing is open while a person thinks: there is nothing that could be cancelled.
  it.each(["2025-11-25", "2024-11-05"] as const)(
    "passes on that a call is cancelled while a person thinks: %s",
    async (era) => {
      const before = happened().length;
      let thinking = () => {};
      const asked = new Promise<void>((resolve) => {
        thinking = resolve;
      });
      const handler = ({ signal }: ElicitationRequest) => {
        thinking();
        return new Promise<ElicitationAnswer>((resolve) =>
          signal.addEventListener("abort", () => resolve({ action: "cancel" }), { once: true }),
        );
      };
      await using client = await startTeam(
        { inner: reach(era) },
        { features: [new ElicitationByHandler(handler)] },
      );
      const stop = new AbortController();
      const answer = client.toolset.get("inner")?.invoke({ task: "greet_person" }, { signal: stop.signal });
      await asked;
      stop.abort();
      await expect(answer).rejects.toThrow();
      await waitFor(() => happened().length === before + 2);
    },
  );

  if (how === "by interrupt") {
    it.each(eras)("has the client ask for an approval, and for a text: %s", async (era) => {
      await using yes = await asking(era, { action: "accept", content: { call_1: true } });
      expect(await yes.call("shout")).toBe("HI");
      expect(yes.asked[0]?.message).toBe('May the team make this call? shout({"text":"hi"})');
      await using no = await asking(era, { action: "decline" });
      expect(await no.call("shout")).toMatch(/rejected/);
      await using text = await asking(era, { action: "accept", content: { answer: "the red one" } });
      expect(await text.call("ask")).toBe("they said the red one");
      expect(text.asked[0]?.message).toBe("Which one?");
    });
  }
});

describe.each(["interrupt", "caller"] as const)(
  "a team served over stdio whose server asks by %s",
  (asks) => {
    const program = fileURLToPath(new URL("../programs/serve-over-stdio.js", import.meta.url));
    const server = referenceServer({ tools: ["greet_person", "echo", "connect_account"] });
    let model: Awaited<ReturnType<typeof startScriptedModel>>;
    beforeAll(async () => {
      model = await startScriptedModel(script);
    });
    afterAll(() => model.stop());

    it.each(["modern", "legacy"] as const)(
      "has its caller answer, approve and open a URL: %s",
      async (protocol) => {
        const setup = JSON.stringify({
          model: model.modelOptions,
          server,
          name: "inner",
          asks,
          approve: ["echo"],
        });
        const asked: ElicitationRequest[] = [];
        let answer: ElicitationAnswer = { action: "accept", content: { name: "Ada" } };
        const handler = (request: ElicitationRequest) => {
          asked.push(request);
          return answer;
        };
        const reach = { kind: "stdio", command: process.execPath, args: [program, setup], protocol } as const;
        await using client = await startTeam(
          { inner: { ...reach, timeoutMs: 60_000 } },
          { features: [new ElicitationByHandler(handler)] },
        );
        const call = (task: string) => client.toolset.get("inner")?.invoke({ task });
        expect(await call("greet_person")).toBe('greeted {"name":"Ada"}');
        answer = { action: "decline" };
        expect(await call("greet_person")).toBe("greeted nothing: decline");
        expect(await call("echo")).toMatch(/rejected/);
        answer = { action: "accept", content: { call_1: true } };
        expect(await call("echo")).toBe("hi");
        const done = new Promise((resolve) => client.team.on("elicitationComplete", resolve));
        answer = { action: "accept" };
        expect(await call("connect_account")).toBe("connected: accept");
        // The modern era has no such notification: a client that comes back knows that it is done.
        if (protocol === "legacy")
          expect(await done).toEqual({ server: "inner", elicitationId: "account-1" });
        expect(asked.map(({ mode, message }) => `${mode}: ${message.split("\n")[0]}`)).toEqual([
          "form: What is your name?",
          "form: What is your name?",
          'form: May the team make this call? echo({"text":"hi"})',
          'form: May the team make this call? echo({"text":"hi"})',
          "url: Connect your account.",
        ]);
      },
    );
  },
);

it.each(eras)("asks whoever calls a tool that is exposed by itself: %s", async (era) => {
  await using test = await serve([new ElicitationByHandler(askCaller)], "tools");
  const { kind, protocol } = lines[era];
  const url = (kind === "sse" ? test.served.sseUrl : test.served.url) as string;
  const answer = { action: "accept", content: { name: "Ada" } } as const;
  const features = [new ElicitationByHandler(() => answer)];
  await using asked = await startTeam({ inner: { kind, protocol, url } }, { features });
  expect(await asked.toolset.get("greet_person")?.invoke({})).toBe('greeted {"name":"Ada"}');
  await using other = await startTeam({ inner: { kind, protocol, url } });
  expect(await other.toolset.get("greet_person")?.invoke({})).toBe("greeted nothing: cancel");
});

it("gives up a call that is interrupted again and again", async () => {
  await using test = await serve([]);
  const features = [new ElicitationByHandler(() => ({ action: "decline" }) as const)];
  const reach = { kind: "http", protocol: "legacy", url: test.served.url } as const;
  await using client = await startTeam({ inner: reach }, { features });
  const answer = client.toolset.get("inner")?.invoke({ task: "again" });
  await expect(answer).rejects.toThrow('Team "inner" was interrupted 50 times by one call');
});

it("gives up the calls that wait for an answer when it is closed", async () => {
  const before = happened().length;
  await using test = await serve([new ElicitationByInterrupt()]);
  let thinking = () => {};
  const asked = new Promise<void>((resolve) => {
    thinking = resolve;
  });
  const never = () => {
    thinking();
    return new Promise<ElicitationAnswer>(() => {});
  };
  const reach = { kind: "http", protocol: "modern", url: test.served.url } as const;
  await using client = await startTeam({ inner: reach }, { features: [new ElicitationByHandler(never)] });
  const stop = new AbortController();
  const answer = client.toolset.get("inner")?.invoke({ task: "greet_person" }, { signal: stop.signal });
  await asked;
  await test.served.close();
  await waitFor(() => happened().length === before + 2);
  expect(happened().slice(before)).toEqual(["start", "cancelled"]);
  stop.abort();
  await expect(answer).rejects.toThrow();
});
