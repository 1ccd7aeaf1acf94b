import { referenceServer, startServer } from "@mcp-team/testing";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { newClient, transportTo } from "./support/connect.js";

describe.each([
  ["modern", "legacy"],
  ["legacy", "modern"],
] as const)("a %s reference server", (era, other) => {
  it(`refuses a ${other} client over stdio`, async () => {
    const transport = new StdioClientTransport({ ...referenceServer({ era }), stderr: "pipe" });
    const client = newClient(other);
    await expect(client.connect(transport)).rejects.toThrow(/protocol version|negotiation/i);
    await client.close();
    await transport.close();
  });

  it(`refuses a ${other} client over Streamable HTTP`, async () => {
    await using server = await startServer({ transport: "http", era });
    await expect(newClient(other).connect(transportTo("http", server.url))).rejects.toThrow(
      /protocol version|negotiation/i,
    );
  });
});

it("a modern reference server names its revision to a client that sends initialize", async () => {
  await using server = await startServer({ transport: "http", era: "modern" });
  const response = await fetch(server.url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json, text/event-stream" },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "old", version: "1" } },
    }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { data: { supported: ["2026-07-28"] } } });
});
