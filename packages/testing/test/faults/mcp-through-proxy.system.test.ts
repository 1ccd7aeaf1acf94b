import { type ServerProcess, startFaultProxy, startServer } from "@mcp-team/testing";
import type { Client } from "@modelcontextprotocol/client";
import { newClient, transportTo } from "../support/connect.js";

const big = (client: Client, bytes: number) => client.callTool({ name: "big", arguments: { bytes } });

describe.each(["sse", "http"] as const)("MCP over %s through a fault proxy", (kind) => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer({ transport: kind });
  });
  afterAll(() => server.stop());

  it("works, is held by a stall, and goes on after it", async () => {
    await using proxy = await startFaultProxy({ target: server.url });
    const client = newClient();
    await client.connect(transportTo(kind, proxy.url()));
    proxy.stall("down");
    const asked = proxy.passed(1, "up");
    let settled = false;
    const call = big(client, 10).finally(() => {
      settled = true;
    });
    await asked;
    expect(settled).toBe(false);
    proxy.resume();
    expect(await call).toMatchObject({ content: [{ text: "xxxxxxxxxx" }] });
    await client.close();
  });

  it("loses the connection in the middle of a response, once", async () => {
    await using proxy = await startFaultProxy({ target: server.url });
    const client = newClient();
    await client.connect(transportTo(kind, proxy.url()));
    const closed = proxy.closed();
    proxy.cutAfter(5000, "down", "first");
    const call = big(client, 1_000_000);
    call.catch(() => {});
    await closed;
    expect(proxy.traffic.down).toBeLessThan(10_000);
    await client.close();
    const again = newClient();
    await again.connect(transportTo(kind, proxy.url()));
    expect((await big(again, 1_000_000)).content).toHaveLength(1);
    await again.close();
  });
});
