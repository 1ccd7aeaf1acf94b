import type { RequestListener } from "node:http";
import { Client, type VersionNegotiationMode } from "@modelcontextprotocol/client";
import { fallingBack } from "../../src/falling-back.js";
import type { ServerTransport } from "../../src/server-transport.js";
import { sse } from "../../src/sse/sse.js";
import { streamableHttp } from "../../src/streamable-http/streamable-http.js";
import { beginStream, type Listening, listen } from "./support/listen.js";
import { modernServer, sseServer, streamableServer } from "./support/mcp-servers.js";
import { failure, observe } from "./support/observe.js";

function open(url: string, timeoutMs = 5_000): { transport: ServerTransport; fallbacks: ServerTransport[] } {
  const fallbacks: ServerTransport[] = [];
  const options = { url, name: "shop", timeoutMs };
  const transport = fallingBack(streamableHttp(options), () => {
    const fallback = sse(options);
    fallbacks.push(fallback);
    return fallback;
  });
  return { transport, fallbacks };
}

function makeClient(mode: VersionNegotiationMode): Client {
  return new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
}

describe("a transport that falls back", () => {
  it.each<[string, () => Promise<Listening & { url: string }>, VersionNegotiationMode, string, string]>([
    ["of 2024, in the mode auto", sseServer, "auto", "sse", "legacy"],
    ["of 2025, in the mode auto", streamableServer, "auto", "http", "legacy"],
    ["of 2026, in the mode auto", modernServer, "auto", "http", "modern"],
    ["of 2024, in the mode legacy", sseServer, "legacy", "sse", "legacy"],
    ["of 2025, in the mode legacy", streamableServer, "legacy", "http", "legacy"],
    ["of 2026, pinned", modernServer, { pin: "2026-07-28" }, "http", "modern"],
  ])("talks to a server %s", async (_what, serve, mode, kind, era) => {
    await using server = await serve();
    const { transport, fallbacks } = open(server.url);
    const client = makeClient(mode);
    const told: string[] = [];
    transport.onerror = (error) => told.push(error.message);
    client.onclose = () => told.push("close");
    await client.connect(transport);
    expect([transport.kind, client.getProtocolEra(), fallbacks.length]).toEqual([
      kind,
      era,
      kind === "sse" ? 1 : 0,
    ]);
    expect(transport.hasPerRequestStream).toBe(kind === "http");
    const { content } = await client.callTool({ name: "echo", arguments: { text: "hello" } });
    expect(content).toEqual([{ type: "text", text: "hello" }]);
    // Refusals of `server/discover` are the client's to judge; one of `initialize` that leads to the fallback
    // is no news.
    expect(
      told.filter((message) => !message.includes("answered 404") && !message.includes("answered 400")),
    ).toEqual([]);
    expect(told.length).toBeLessThanOrEqual(mode === "auto" && era === "legacy" ? 1 : 0);
    await client.close();
    expect(told.at(-1)).toBe("close");
    await server.idle();
  });

  /** Refuses every POST but those of the old transport. */
  const oldServer =
    (status: number): RequestListener =>
    (request, response) => {
      if (request.method === "POST") return void response.writeHead(status).end();
      beginStream(response);
      response.write("event: endpoint\ndata: /messages\n\n");
    };

  const initialize = { jsonrpc: "2.0", id: 0, method: "initialize" } as const;

  it.each([
    [400, true],
    [404, true],
    [405, true],
    [401, false],
    [403, false],
    [406, false],
    [500, false],
  ])("after a refusal with %i asks for the old stream: %s", async (status, asks) => {
    await using server = await listen(oldServer(status));
    await using observed = observe(open(`${server.origin}/mcp`).transport);
    await observed.transport.start();
    await failure(observed.transport.send(initialize));
    expect(server.seen.map(({ method }) => method)).toEqual(asks ? ["POST", "GET", "POST"] : ["POST"]);
    // Where there is no second attempt, the first transport's report is passed on.
    expect([observed.errors.length, observed.closes()]).toEqual([asks ? 0 : 1, 0]);
  });

  it("stays where it is when only server/discover is refused", async () => {
    await using server = await listen(oldServer(404));
    const { transport, fallbacks } = open(server.origin);
    await using observed = observe(transport);
    await transport.start();
    await failure(transport.send({ jsonrpc: "2.0", id: "probe", method: "server/discover" }));
    expect([fallbacks.length, observed.transport.kind]).toEqual([0, "http"]);
  });

  it("stays where it is when the server forgets a session later", async () => {
    await using server = await streamableServer();
    const { transport, fallbacks } = open(server.url);
    const client = makeClient("legacy");
    await client.connect(transport);
    server.forget();
    expect(transport.explain(await failure(client.listTools()), "call")).toMatchObject({ status: 404 });
    expect(fallbacks).toEqual([]);
    await client.close();
  });

  it("tells of both attempts when both fail", async () => {
    await using server = await listen(
      (request, response) => void response.writeHead(request.method === "POST" ? 405 : 404).end(),
    );
    const { transport } = open(`${server.origin}/x`);
    const error = transport.explain(await failure(makeClient("auto").connect(transport)), "connect");
    expect(error).toMatchObject({ code: "CONNECTION", status: 405, server: "shop" });
    expect(error.message).toContain(
      "is not an MCP server for Streamable HTTP: it answered 405 Method Not Allowed to POST",
    );
    expect(error.message).toContain("The older transport was tried then: ");
    expect(error.message).toContain("is not an MCP server for HTTP+SSE: it answered 404 Not Found to GET");
    await transport.close();
    await server.idle();
  });

  it("tells of credentials that the second attempt was refused for as such", async () => {
    await using server = await listen(
      (request, response) => void response.writeHead(request.method === "POST" ? 404 : 401).end(),
    );
    const { transport } = open(server.origin);
    const error = transport.explain(await failure(makeClient("legacy").connect(transport)), "connect");
    expect(error).toMatchObject({ code: "AUTHENTICATION", status: 401 });
    expect(error.message).toContain("404");
    await transport.close();
  });

  it("tells of a server that lets the second attempt wait", async () => {
    await using server = await listen((request, response) => {
      if (request.method === "POST") response.writeHead(400).end();
      else beginStream(response);
    });
    const { transport } = open(server.origin, 60);
    const error = transport.explain(await failure(makeClient("legacy").connect(transport)), "connect");
    expect(error.message).toContain("answered 400");
    expect(error.message).toContain("name its endpoint within 60 ms");
    await transport.close();
    await server.idle();
  });

  it("can be closed while it falls back", async () => {
    let asked = () => {};
    const second = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await using server = await listen((request, response) => {
      if (request.method === "POST") response.writeHead(404).end();
      else asked();
    });
    await using observed = observe(open(server.origin).transport);
    await observed.transport.start();
    const sending = failure(observed.transport.send(initialize));
    await second;
    await observed.transport.close();
    expect(await sending).toMatchObject({ code: "CONNECTION" });
    expect(observed.closes()).toBe(1);
    await server.idle();
  });
});
