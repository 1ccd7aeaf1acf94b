import { setImmediate as nextTurn } from "node:timers/promises";
import { reconnecting } from "../../src/reconnecting/reconnecting.js";
import { FakeServer } from "./fake-server.js";

/** A line that is ready, with the ids of the answers that came up from it. */
async function connected(server: FakeServer) {
  const line = reconnecting(server.open, { timeoutMs: 1_000, initialDelayMs: 1, name: "fake" });
  const answers: unknown[] = [];
  line.onmessage = (message) => {
    if (!("method" in message)) answers.push(message.id);
  };
  await line.start();
  const init = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } };
  await line.send({ jsonrpc: "2.0", id: "init", method: "initialize", params: init });
  line.setProtocolVersion?.("2025-11-25");
  await line.send({ jsonrpc: "2.0", method: "notifications/initialized" });
  answers.length = 0;
  /** Sends calls and withdraws them at once. */
  const giveUp = async (count: number) => {
    for (let id = 1; id <= count; id++) {
      const call = line.send({ jsonrpc: "2.0", id, method: "tools/call", params: { name: "write" } });
      await line.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } });
      await call;
    }
  };
  const answer = (id: number) => server.say({ jsonrpc: "2.0", id, result: {} });
  return { line, answers, giveUp, answer, [Symbol.asyncDispose]: () => line.close() };
}

describe("the answer to a request that was withdrawn", () => {
  it("is passed on once: it tells that the server has ended its work", async () => {
    await using test = await connected(new FakeServer());
    await test.giveUp(2);
    for (const id of [2, 2, 1, 3, 1]) test.answer(id);
    expect(test.answers).toEqual([2, 1]);
  });

  it("means nothing in another session", async () => {
    const server = new FakeServer();
    await using test = await connected(server);
    await test.giveUp(1);
    server.drop();
    while (test.line.status?.state !== "ready") await nextTurn();
    test.answer(1);
    expect(test.answers).toEqual([]);
  });

  it("is waited for by the last thousand of them: most never get one", async () => {
    await using test = await connected(new FakeServer());
    await test.giveUp(1_001);
    for (const id of [1, 2, 1_001]) test.answer(id);
    expect(test.answers).toEqual([2, 1_001]);
  });
});
