import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { readCallLog, referenceServer, startServer, waitFor } from "@mcp-team/testing";
import { z } from "zod";
import { connectServers } from "../src/index.js";
import { define, offered, startTeam, type TestServer } from "./support.js";

const local = { kind: "stdio", ...referenceServer() } as const;
const folder = mkdtempSync(join(tmpdir(), "tools-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A turn of the model in which it calls tools. */
const calls = (...toolCalls: [name: string, args?: Record<string, unknown>][]) => ({
  toolCalls: toolCalls.map(([name, args = {}]) => ({ name, arguments: args })),
});
const done = { content: "done" };

const toolMessages = (messages: unknown[]) => messages.filter((message) => ToolMessage.isInstance(message));

describe("what a tool's answer becomes", () => {
  it.each([
    ["echo", { text: "hi" }, "hi", undefined],
    [
      "structured",
      { city: "Berlin" },
      expect.stringContaining("Berlin"),
      expect.objectContaining({ city: "Berlin" }),
    ],
    ["structured_only", { city: "Berlin" }, '{"city":"Oslo","celsius":4}', { city: "Oslo", celsius: 4 }],
    [
      "image",
      {},
      expect.arrayContaining([expect.objectContaining({ type: "image", mimeType: "image/png" })]),
      undefined,
    ],
    ["audio", {}, expect.arrayContaining([expect.objectContaining({ type: "audio" })]), undefined],
    ["resource", {}, expect.arrayContaining([expect.objectContaining({ type: "text" })]), undefined],
  ])("%s", async (name, args, content, artifact) => {
    await using test = await startTeam({ local }, { script: [calls([name, args]), done] });
    const [message] = toolMessages(await test.ask("go"));
    expect(message).toMatchObject({
      status: "success",
      content,
      name,
      metadata: { mcp: { server: "local", name } },
    });
    expect(message?.artifact).toEqual(artifact);
  });

  it("reaches an OpenAI model as text alone, which is all that it takes of a tool", async () => {
    await using test = await startTeam({ local }, { script: [calls(["image"]), done] });
    await test.ask("go");
    const sent = test.model.requests[1]?.messages.at(-1)?.content;
    expect(sent).toEqual([{ type: "text", text: expect.any(String) }]);
  });

  it("keeps what the server said of the tool in its metadata", async () => {
    await using test = await startTeam({ local });
    expect(test.toolset.get("add")?.metadata?.mcp).toMatchObject({
      server: "local",
      name: "add",
      inputSchema: { type: "object", required: ["a", "b"] },
      annotations: { readOnlyHint: true },
    });
  });
});

describe("a call that goes wrong becomes a message, and the run goes on", () => {
  it.each([
    ["a tool that reports an error", calls(["fail", { message: "disk full" }]), /disk full/],
    ["a tool that throws", calls(["throw"]), /./],
    [
      "arguments that do not fit",
      calls(["add", { a: "x" }]),
      /"add" was not called: its arguments do not match/,
    ],
    [
      "a tool that is not there",
      calls(["nope"]),
      /There is no tool "nope", or not any more\. The tools are: echo, add/,
    ],
    [
      "an answer against the tool's own schema",
      calls(["bad_structured"]),
      /ran the tool, but its answer does not fit/,
    ],
    [
      "a server that dies",
      calls(["crash"]),
      /Server "local" was lost while it worked on tool "crash", so it is not known whether/,
    ],
    ["a local tool that throws", calls(["broken"]), /Tool "broken" failed: out of order/],
  ])("%s", async (_, turn, text) => {
    const broken = tool(
      () => {
        throw new Error("out of order");
      },
      { name: "broken", description: "Always throws.", schema: z.object({}) },
    );
    await using test = await startTeam({ local }, { script: [turn, done], tools: [broken] });
    const messages = await test.ask("go");
    const [message] = toolMessages(messages);
    expect(message).toMatchObject({ status: "error" });
    expect(message?.text).toMatch(text);
    expect(messages.at(-1)?.content).toBe("done");
  });

  it("a call over its time-out says whether it may have had an effect", async () => {
    const server = { ...local, callTimeoutMs: 100 };
    await using test = await startTeam({ server }, { script: [calls(["sleep", { ms: 60_000 }]), done] });
    const [message] = toolMessages(await test.ask("go"));
    expect(message?.text).toMatch(/Server "server" did not answer tool "sleep" within 100 ms/);
  });

  it("`kill -9` in the middle of a call settles it at once", async () => {
    const log = join(folder, "kill.log");
    const server = { kind: "stdio", ...referenceServer({ log }) } as const;
    await using test = await startTeam({ server }, { script: [calls(["sleep", { ms: 60_000 }]), done] });
    const asked = test.ask("go");
    await waitFor(() => readCallLog(log).length > 0);
    const start = performance.now();
    process.kill(test.team.servers[0]?.pid as number, "SIGKILL");
    const messages = await asked;
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(toolMessages(messages)[0]).toMatchObject({
      status: "error",
      text: expect.stringContaining("signal SIGKILL"),
    });
    expect(messages.at(-1)?.content).toBe("done");
    expect(test.team.servers[0]).toMatchObject({
      state: "failed",
      lastError: expect.stringContaining("SIGKILL"),
    });
  });
});

describe("tools of several servers", () => {
  it("with the same name can both be called, and the model sees both names", async () => {
    const one = { kind: "stdio", ...referenceServer({ tools: ["pid", "echo"] }) } as const;
    const two = { kind: "stdio", ...referenceServer({ tools: ["pid", "add"] }) } as const;
    await using test = await startTeam({ one, two }, { script: [calls(["one__pid"], ["two__pid"]), done] });
    const messages = toolMessages(await test.ask("go"));
    expect(offered(test.model.requests[0]).sort()).toEqual(["add", "echo", "one__pid", "two__pid"]);
    expect(messages.map(({ text }) => text)).toEqual(test.team.servers.map(({ pid }) => String(pid)));
  });

  it("three slow ones in one message run side by side", async () => {
    const log = join(folder, "parallel.log");
    const server = { kind: "stdio", ...referenceServer({ log }) } as const;
    const turn = calls(["sleep", { ms: 300 }], ["sleep", { ms: 300 }], ["sleep", { ms: 300 }]);
    await using test = await startTeam({ server }, { script: [turn, done] });
    expect(toolMessages(await test.ask("go"))).toHaveLength(3);
    expect(readCallLog(log).map(({ event }) => event)).toEqual([
      "start",
      "start",
      "start",
      "end",
      "end",
      "end",
    ]);
  });
});

describe("tools that change", () => {
  // Over Streamable HTTP the announcement comes on a stream of its own, so it may be a moment behind the answer.
  it.each([
    ["legacy", "stdio", "with the answer"],
    ["legacy", "sse", "with the answer"],
    ["legacy", "http", "after it"],
    ["modern", "stdio", "with the answer"],
    ["modern", "http", "after it"],
  ] as const)("%s, %s: come and go between the turns of a run", async (era, kind, announced) => {
    await using server = kind === "stdio" ? undefined : await startServer({ transport: kind, era });
    const options: TestServer = server
      ? { kind: kind as "sse", url: server.url }
      : { kind: "stdio", ...referenceServer({ era }) };
    let changed = Promise.resolve<unknown>(undefined);
    /** Calls a tool in the turn after the one that saw the list change. */
    const callAfterChange = (name: string) => async () => {
      await changed;
      return calls([name]);
    };
    const change = (name: string) => () => {
      changed = new Promise((resolve) => test.team.on("toolsChanged", resolve));
      return calls([name]);
    };
    const script = [
      change("grow"),
      callAfterChange("grown_1"),
      change("shrink"),
      callAfterChange("grown_1"),
      done,
    ];
    await using test = await startTeam({ it: options }, { script });
    const messages = toolMessages(await test.ask("go"));
    const seen = test.model.requests.map((request) => offered(request).includes("grown_1"));
    expect([seen[0], seen[2], seen[4]]).toEqual([false, true, false]);
    if (announced === "with the answer") expect([seen[1], seen[3]]).toEqual([true, false]);
    expect(messages).toMatchObject([
      { name: "grow", status: "success" },
      { name: "grown_1", status: "success" },
      { name: "shrink", status: "success" },
      { name: "grown_1", status: "error", text: expect.stringContaining('no tool "grown_1"') },
    ]);
  });
});

describe("an abort", () => {
  it.each(["stdio", "sse", "http"] as const)("%s: reaches the server", async (kind) => {
    const log = join(folder, `abort-${kind}.log`);
    await using server = kind === "stdio" ? undefined : await startServer({ transport: kind, log });
    const options = server
      ? ({ kind: kind as "sse", url: server.url } as const)
      : ({ kind: "stdio", ...referenceServer({ log }) } as const);
    await using test = await startTeam({ it: options }, { script: [calls(["sleep", { ms: 60_000 }])] });
    const stop = new AbortController();
    const asked = test.ask("go", { signal: stop.signal });
    await waitFor(() => readCallLog(log).length > 0);
    stop.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await waitFor(() => readCallLog(log).some((entry) => JSON.stringify(entry).includes("cancel")));
  });

  describe("with a reason that has no form as a text", () => {
    const reason = Object.create(null) as object;

    it.each(["legacy", "modern"] as const)("ends the call alone, of a %s server", async (era) => {
      const log = join(folder, `abort-without-words-${era}.log`);
      await using test = await startTeam({ it: { kind: "stdio", ...referenceServer({ log, era }) } });
      const stop = new AbortController();
      const called = test.toolset.get("sleep")?.invoke({ ms: 60_000 }, { signal: stop.signal });
      await waitFor(() => readCallLog(log).length > 0);
      stop.abort(reason);
      await expect(called).rejects.toBe(reason);
      await waitFor(() => readCallLog(log).some((entry) => JSON.stringify(entry).includes("cancel")));
      expect(await test.toolset.get("echo")?.invoke({ text: "still here" })).toBe("still here");
    });

    it("ends connecting", async () => {
      const stop = new AbortController();
      const heard = join(folder, "heard");
      const args = ["-c", `read -r request && : > ${heard} && cat > ${heard}`];
      const mute = define({ mute: { kind: "stdio", command: "sh", args } });
      const connecting = connectServers(mute, { signal: stop.signal });
      await waitFor(() => existsSync(heard));
      stop.abort(reason);
      const failed = expect.objectContaining({ message: expect.stringContaining('"mute" was stopped') });
      await expect(connecting).rejects.toEqual(failed);
    });
  });
});
