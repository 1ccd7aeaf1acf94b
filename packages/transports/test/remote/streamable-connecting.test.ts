import type { ServerResponse } from "node:http";
import { Client } from "@modelcontextprotocol/client";
import { streamableHttp } from "../../src/streamable-http/streamable-http.js";
import { connect } from "./support/connect.js";
import { listen } from "./support/listen.js";
import { failure } from "./support/observe.js";
import { answer, scriptedHttp } from "./support/scripted-http.js";

describe("connecting over Streamable HTTP to what is no such server", () => {
  const cases: [string, (response: ServerResponse) => void, { code: string; status?: number }, string][] = [
    [
      "401",
      (r) => r.writeHead(401, { "www-authenticate": 'Bearer realm="x"' }).end(),
      { code: "AUTHENTICATION", status: 401 },
      "refused access: it answered 401 Unauthorized to POST, and asks for the scheme Bearer",
    ],
    [
      "403",
      (r) => r.writeHead(403).end("no"),
      { code: "AUTHENTICATION", status: 403 },
      "answered 403 Forbidden to POST",
    ],
    [
      "403 for its scope",
      (r) =>
        r.writeHead(403, { "www-authenticate": 'Bearer error="insufficient_scope", scope="files"' }).end(),
      { code: "AUTHENTICATION", status: 403 },
      "answered 403 Forbidden to POST, and asks for the scheme Bearer",
    ],
    [
      "404",
      (r) => r.writeHead(404, { "content-type": "text/html" }).end("<h1>?"),
      { code: "CONNECTION", status: 404 },
      "is not an MCP server for Streamable HTTP: it answered 404 Not Found (text/html) to POST",
    ],
    [
      "500",
      (r) => r.writeHead(500).end(),
      { code: "CONNECTION", status: 500 },
      "answered 500 Internal Server Error",
    ],
    [
      "a redirect",
      (r) => r.writeHead(308, { location: "http://other.example/mcp" }).end(),
      { code: "CONNECTION", status: 308 },
      "with a redirect to http://other.example/mcp, which was not followed",
    ],
    [
      "a page",
      (r) => r.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<h1>"),
      { code: "CONNECTION", status: 200 },
      "is not an MCP server: it answered 200 text/html to POST",
    ],
    [
      "JSON of another kind",
      (r) => r.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}'),
      { code: "CONNECTION", status: 200 },
      "is not an MCP server: it answered 200 application/json to POST, which is not JSON-RPC",
    ],
    [
      "half an answer",
      (r) => {
        r.writeHead(200, { "content-type": "application/json", "content-length": 100 });
        r.write('{"jsonrpc"', () => r.destroy());
      },
      { code: "CONNECTION" },
      "cut the connection before its answer was complete",
    ],
    ["a socket that is closed", (r) => void r.destroy(), { code: "CONNECTION" }, "cut the connection"],
    ["no answer", () => {}, { code: "TIMEOUT" }, "did not complete the MCP handshake within 80 ms"],
  ];

  describe.each(["legacy", "auto"] as const)("in the mode %s", (mode) => {
    it.each(cases)("fails with %s, and says so", async (_what, refuse, facts, text) => {
      await using refusing = await listen((_request, response) => refuse(response));
      const transport = streamableHttp({ url: `${refusing.origin}/mcp`, name: "shop" });
      const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
      const timeout = facts.code === "TIMEOUT" ? 80 : 10_000;
      const error = transport.explain(await failure(client.connect(transport, { timeout })), "connect");
      expect(error).toMatchObject({ ...facts, server: "shop" });
      expect(error.message).toContain(`Server "shop" at ${refusing.origin}/mcp `);
      expect(error.message).toContain(text);
      await transport.close();
      await refusing.idle();
    });
  });

  it("is told once where the SDK tells it twice", async () => {
    await using server = await scriptedHttp({ get: (response) => void response.writeHead(500).end() });
    await using connected = await connect({ url: server.url });
    while (connected.errors.length === 0) await new Promise(setImmediate);
    await connected.client.ping();
    expect(connected.errors.map(({ message }) => message)).toEqual([expect.stringContaining("answered 500")]);
  });

  it("answers calls with errors of their own", async () => {
    await using server = await scriptedHttp({
      ask: (message, response) => answer(message, response, { content: 7 }),
    });
    await using connected = await connect({ url: server.url });
    const error = connected.transport.explain(
      await failure(connected.client.callTool({ name: "echo" })),
      "call",
    );
    expect(error.code).toBe("CONNECTION");
    expect(error.message).toContain("failed: Invalid result for tools/call");
  });
});
