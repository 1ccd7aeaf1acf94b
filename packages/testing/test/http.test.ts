import { type ServerProcess, startServer } from "@mcp-team/testing";
import { connect, newClient, transportTo } from "./support/connect.js";

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};

function post(url: string, headers: Record<string, string>): Promise<Response> {
  const accept = { "Content-Type": "application/json", Accept: "application/json, text/event-stream" };
  return fetch(url, { method: "POST", headers: { ...accept, ...headers }, body: JSON.stringify(initialize) });
}

describe("a reference server with a token", () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer({ transport: "http", token: testSecret("http") });
  });
  afterAll(() => server.stop());

  it.each<[string, Record<string, string>, number]>([
    ["no token", {}, 401],
    ["a wrong token", { Authorization: "Bearer guess" }, 401],
    ["the token and X-Forbidden", { Authorization: `Bearer ${testSecret("http")}`, "X-Forbidden": "1" }, 403],
    ["the token", { Authorization: `Bearer ${testSecret("http")}` }, 200],
  ])("answers a request with %s", async (_what, headers, status) => {
    expect((await post(server.url, headers)).status).toBe(status);
  });

  it("refuses the SSE stream without it", async () => {
    await using server = await startServer({ transport: "sse", token: testSecret("http") });
    expect((await fetch(server.url)).status).toBe(401);
  });
});

it("a reference server does not know the sessions of its predecessor", async () => {
  await using server = await startServer({ transport: "http" });
  expect((await post(server.url, { "Mcp-Session-Id": "long-gone" })).status).toBe(404);
});

it.each(["sse", "http"] as const)(
  "the tool headers answers with those of its request (%s)",
  async (transport) => {
    await using server = await startServer({ transport });
    const client = newClient();
    const connection = transportTo(transport, server.url, { "X-Tenant": "blue" });
    await client.connect(connection);
    const { content } = await client.callTool({ name: "headers" });
    const headers = JSON.parse(content[0]?.type === "text" ? content[0].text : "{}");
    expect(headers).toMatchObject({ "x-tenant": "blue" });
    await client.close();
  },
);

it.each(["sse", "http"] as const)(
  "a tool that grows in one session is announced in all (%s)",
  async (transport) => {
    await using grower = await connect({ transport });
    const other = newClient();
    await other.connect(transportTo(transport, grower.url));
    const announced = new Promise<void>((resolve) =>
      other.setNotificationHandler("notifications/tools/list_changed", () => resolve()),
    );
    // The stream for notifications is open when the server has sent something over it.
    await grower.text("grow");
    await announced;
    const { tools } = await other.listTools();
    expect(tools.map(({ name }) => name)).toContain("grown_1");
    await other.close();
  },
);
