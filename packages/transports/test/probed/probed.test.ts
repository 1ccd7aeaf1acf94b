import { Client } from "@modelcontextprotocol/client";
import { openTransport } from "../../src/open.js";
import { fixtureOptions } from "../stdio/client.js";

async function connect(silenceTimeoutMs: number, timeoutMs: number) {
  const transport = openTransport({
    kind: "stdio",
    ...fixtureOptions(),
    name: "files",
    silenceTimeoutMs,
    closeGraceMs: 50,
    timeoutMs,
  });
  const errors: Error[] = [];
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(transport, { timeout: 5_000 });
  client.onerror = (error) => errors.push(error);
  const closed = new Promise<void>((resolve) => {
    client.onclose = resolve;
  });
  return { transport, client, errors, closed, [Symbol.asyncDispose]: () => transport.close() };
}

describe("a local server that is asked for a sign of life", () => {
  it("is lost when it hangs, and the error says so", async () => {
    await using server = await connect(50, 100);
    const pid = server.transport.pid as number;
    process.kill(pid, "SIGSTOP");
    const call = server.client.callTool({ name: "pid", arguments: {} });
    await expect(call).rejects.toThrow("Connection closed");
    await server.closed;
    expect(server.errors.map(({ message }) => message)).toContainEqual(
      'Server "files" was lost: no message came for 50 ms (silenceTimeoutMs), and then no answer to a ping within 100 ms.',
    );
  });

  it("is left alone when it is idle, or works on a call, and answers", async () => {
    await using server = await connect(30, 5_000);
    let closed = false;
    void server.closed.then(() => {
      closed = true;
    });
    // The fixture never answers this call, but it answers pings.
    const call = server.client.callTool({ name: "wait", arguments: {} }, { timeout: 400 });
    await expect(call).rejects.toThrow("timed out");
    expect(closed).toBe(false);
    expect(server.errors).toEqual([]);
  });
});
