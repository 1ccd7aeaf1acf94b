import { setImmediate as nextTurn } from "node:timers/promises";
import { reconnecting } from "../../src/reconnecting/reconnecting.js";
import { FakeServer } from "./fake-server.js";

describe("a subscription that the server has ended", () => {
  it("is settled, and not asked for again when the line is reopened", async () => {
    const server = new FakeServer();
    const line = reconnecting(server.open, { timeoutMs: 1_000, initialDelayMs: 1, name: "fake" });
    const ended: unknown[] = [];
    line.onmessage = (message) => {
      if ("method" in message && message.method === "notifications/cancelled")
        ended.push(message.params?.requestId);
    };
    await line.start();
    const init = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } };
    await line.send({ jsonrpc: "2.0", id: "init", method: "initialize", params: init });
    line.setProtocolVersion?.("2025-11-25");
    await line.send({ jsonrpc: "2.0", method: "notifications/initialized" });

    const listening = [1, 2].map((id) => line.send({ jsonrpc: "2.0", id, method: "subscriptions/listen" }));
    const call = line.send({ jsonrpc: "2.0", id: 3, method: "resources/read" });
    // A server cannot cancel a call of the client's.
    for (const requestId of [1, 3])
      server.say({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } });
    await listening[0];
    server.drop();
    const sent = () => server.received.slice(3).map(({ id }) => id);
    while (sent().length < 2) await nextTurn();
    expect(sent().sort()).toEqual([2, 3]);
    expect(ended).toEqual([1, 3]);
    await line.close();
    await Promise.allSettled([...listening, call]);
  });
});
