import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@mcp-team/testing";
import { ElicitationByInterrupt } from "../../src/index.js";
import { startTeam } from "../support.js";
import { accept, askingServer, obeying, startInterruptible } from "./support.js";

it("a person may take longer than a call", async () => {
  await using server = await askingServer({ tools: ["order"] });
  await using test = await startInterruptible({ ...server.line, callTimeoutMs: 300, maxCallTimeoutMs: 400 });
  await test.run("a", 'order {"item":"tea"}');
  await delay(600);
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
