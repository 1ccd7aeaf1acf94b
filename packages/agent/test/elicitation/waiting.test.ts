import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@mcp-team/testing";
import { ElicitationByInterrupt } from "../../src/index.js";
import { startTeam } from "../support.js";
import { accept, askingServer, obeying, startInterruptible } from "./support.js";

it("a person may take longer than a call", async () => {
  await using server = await askingServer({ tools: ["order"] });
  await using test = await startInterruptible({ ...server.line, callTimeoutMs: 800, maxCallTimeoutMs: 900 });
  await test.run("a", 'order {"item":"tea"}');
  await delay(1_000);
  expect((await test.resume("a", accept({ count: 1 }))).answer).toBe('ordered tea {"count":1}');
  expect(server.events("order")).toEqual(["start", "end"]);
});

describe("a call whose run is not resumed in time", () => {
  it("is cancelled on its server, and made again if that is safe", async () => {
    await using server = await askingServer({ tools: ["greet_person"] });
    await using test = await startInterruptible(server.line, { answerTimeoutMs: 100 });
    await test.run("a", "greet_person");
    await waitFor(() => server.events("greet_person").includes("cancelled"));
    expect((await test.resume("a", accept({ name: "Ada" }))).answer).toBe('greeted {"name":"Ada"}');
    expect(server.events("greet_person")).toEqual(["start", "cancelled", "start", "end"]);
  });

  it("is not made again if that is not safe: the model is told", async () => {
    await using server = await askingServer({ tools: ["order"] });
    await using test = await startInterruptible(server.line, { answerTimeoutMs: 100 });
    await test.run("a", 'order {"item":"tea"}');
    await waitFor(() => server.events("order").includes("cancelled"));
    const { tools } = await test.resume("a", accept({ count: 1 }));
    expect(tools).toMatchObject([{ status: "error" }]);
    expect(tools[0]?.text).toContain("it is not known whether it had an effect. It was not called again.");
    expect(server.events("order")).toEqual(["start", "cancelled"]);
  });

  it("does not keep its conversation from asking again", async () => {
    await using server = await askingServer({ tools: ["greet_person"] });
    await using test = await startInterruptible(server.line);
    await test.run("a", "greet_person");
    // The person says something else in place of an answer.
    expect((await test.run("a", "greet_person")).interrupts).toHaveLength(1);
    expect((await test.resume("a", accept({ name: "Ada" }))).answer).toBe('greeted {"name":"Ada"}');
  });
});

it("closing the team cancels the calls that wait", async () => {
  await using server = await askingServer({ tools: ["order"], transport: "http" });
  await using test = await startInterruptible(server.line);
  await test.run("a", 'order {"item":"tea"}');
  await test.team.close();
  await waitFor(() => server.events("order").includes("cancelled"));
});

it("a server that is lost while a person is asked is asked again where that is safe, with the same answer", async () => {
  await using server = await askingServer({ tools: ["greet_person", "pid"] });
  await using test = await startInterruptible({
    ...server.line,
    reconnect: { initialDelayMs: 1, maxDelayMs: 1 },
  });
  await test.run("a", "greet_person");
  const pid = test.team.servers[0]?.pid ?? 0;
  process.kill(pid, "SIGKILL");
  await waitFor(() => server.events("greet_person").length === 2);
  expect((await test.resume("a", accept({ name: "Ada" }))).answer).toBe('greeted {"name":"Ada"}');
  expect(server.events("greet_person")).toEqual(["start", "start", "end"]);
});

it("a run without a checkpointer cannot be interrupted, and says so", async () => {
  await using server = await askingServer({ tools: ["greet_person"] });
  const features = [new ElicitationByInterrupt()];
  await using test = await startTeam({ it: server.line }, { features, script: obeying });
  const messages = await test.ask("greet_person");
  expect(messages.at(-1)?.text).toContain("when it has a checkpointer and a thread_id");
  expect(test.team.servers[0]?.lastError).toContain("when it has a checkpointer and a thread_id");
});

describe("a call that asks nothing, where runs can be interrupted", () => {
  let server: Awaited<ReturnType<typeof askingServer>>;
  let test: Awaited<ReturnType<typeof startInterruptible>>;
  beforeAll(async () => {
    server = await askingServer({ tools: ["sleep"] });
    test = await startInterruptible({ ...server.line, callTimeoutMs: 500 });
  });
  afterAll(async () => {
    await test[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  const sleep = (ms: number) => ({ messages: [{ role: "user", content: `sleep {"ms":${ms}}` }] });

  it("tells its progress, which starts its time anew", async () => {
    const events: unknown[] = [];
    const options = { streamMode: "custom", configurable: { thread_id: "progress" } } as const;
    for await (const event of await test.team.stream(sleep(1_200), options)) events.push(event);
    expect(events).toHaveLength(4);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "mcp_progress", tool: "sleep", progress: 3 }),
    );
  });

  it("has its time limit", async () => {
    const { tools } = await test.run("limit", 'sleep {"ms":4000}');
    expect(tools[0]?.text).toContain('did not answer tool "sleep" within 500 ms (callTimeoutMs)');
  });

  it("is cancelled on its server when the run is aborted", async () => {
    const before = server.events("sleep").length;
    const stop = new AbortController();
    const options = { signal: stop.signal, configurable: { thread_id: "abort" } };
    const run = test.team.invoke(sleep(400), options);
    await waitFor(() => server.events("sleep").length > before);
    stop.abort();
    await expect(run).rejects.toThrow();
    await waitFor(() => server.events("sleep").at(-1) === "cancelled");
  });
});
