import { Client, type JSONRPCMessage } from "@modelcontextprotocol/client";
import { sse } from "../../src/sse/sse.js";
import { sseServer } from "./support/mcp-servers.js";
import { failure, observe } from "./support/observe.js";
import { event, scriptedSse } from "./support/scripted-sse.js";

const ping: JSONRPCMessage = { jsonrpc: "2.0", id: 1, method: "ping" };
const note: JSONRPCMessage = { jsonrpc: "2.0", method: "notifications/roots/list_changed" };

describe("talking over HTTP+SSE", () => {
  it("carries a hundred calls at once between the SDK's client and server, and leaves no socket", async () => {
    await using server = await sseServer();
    const transport = sse({ url: server.url });
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(transport);
    const warnings: string[] = [];
    const warned = ({ message }: Error) => warnings.push(message);
    process.on("warning", warned);
    const texts = Array.from({ length: 100 }, (_, index) => `text ${index}`);
    const echoed = texts.map(async (text) => {
      const { content } = await client.callTool({ name: "echo", arguments: { text } });
      return (content as { text: string }[])[0]?.text;
    });
    expect(await Promise.all(echoed)).toEqual(texts);
    process.off("warning", warned);
    expect(warnings).toEqual([]);
    await client.close();
    await server.idle();
    expect(server.connections()).toBe(0);
  });

  it("tells the client at once when the server is lost during a call", async () => {
    await using server = await scriptedSse({
      post: ({ id, method }, response, stream) => {
        response.writeHead(202).end();
        if (method === "tools/call") return server.cut();
        if (method !== "initialize") return;
        const serverInfo = { name: "s", version: "1" };
        const result = { protocolVersion: "2024-11-05", capabilities: { tools: {} }, serverInfo };
        stream.write(event({ jsonrpc: "2.0", id, result }));
      },
    });
    const transport = sse({ url: server.url, name: "weather" });
    const client = new Client({ name: "test", version: "1.0.0" });
    const errors: Error[] = [];
    client.onerror = (error) => errors.push(error);
    await client.connect(transport);
    const error = await failure(client.callTool({ name: "echo" }));
    expect(transport.explain(error, "call").message).toContain("was lost: ");
    expect(errors).toEqual([transport.explain(error, "call")]);
  });

  it("sends the headers of `env` and `headers` with each request, those of `headers` first", async () => {
    await using server = await scriptedSse();
    const env = { AUTH_TOKEN: "Bearer from-env", X_TENANT: "acme" };
    await using observed = observe(
      sse({ url: server.url, env, headers: { "x-tenant": "other", Accept: "text/html" } }),
    );
    await observed.transport.start();
    observed.transport.setProtocolVersion?.("2024-11-05");
    await observed.transport.send(ping);
    const [get, post] = server.seen;
    expect(get).toMatchObject({ method: "GET", path: "/sse" });
    expect(get?.headers).toMatchObject({
      accept: "text/event-stream",
      authorization: "Bearer from-env",
      "x-tenant": "other",
    });
    expect(get?.headers).not.toHaveProperty("mcp-protocol-version");
    expect(post).toMatchObject({ method: "POST", path: "/messages?sessionId=0123456789abcdef" });
    expect(post?.headers).toMatchObject({
      "content-type": "application/json",
      authorization: "Bearer from-env",
      "mcp-protocol-version": "2024-11-05",
    });
  });

  it("asks a function for the headers of each request", async () => {
    await using server = await scriptedSse();
    let count = 0;
    const headers = async () => ({ Authorization: `Bearer token-${++count}` });
    await using observed = observe(sse({ url: server.url, headers }));
    await observed.transport.start();
    await observed.transport.send(ping);
    await observed.transport.send(note);
    expect(server.seen.map((request) => request.headers.authorization)).toEqual(
      [1, 2, 3].map((n) => `Bearer token-${n}`),
    );
  });

  it.each([
    [
      "fails",
      () => Promise.reject(new Error("no token for top-secret")),
      "CONNECTION",
      "`headers` failed: no token",
    ],
    [
      "gives a header that cannot be",
      () => ({ "X-Key": "a\nb" }),
      "CONFIGURATION",
      "headers.X-Key: the value has a line",
    ],
  ])("says so when that function %s", async (_what, headers, code, text) => {
    await using server = await scriptedSse();
    await using observed = observe(sse({ url: server.url, headers }));
    const error = await failure(observed.transport.start());
    expect(error).toMatchObject({ code });
    expect(error.message).toContain(text);
    expect(server.seen).toEqual([]);
  });

  it.each([
    [401, "AUTHENTICATION", "answered 401 Unauthorized to POST"],
    [403, "AUTHENTICATION", "answered 403 Forbidden to POST"],
    [404, "CONNECTION", "answered 404 Not Found to POST"],
    [500, "CONNECTION", "answered 500 Internal Server Error to POST"],
  ])("fails a message that is answered with %i, and stays open", async (status, code, text) => {
    let answer = status;
    await using server = await scriptedSse({
      post: (_message, response) => void response.writeHead(answer).end(),
    });
    await using observed = observe(sse({ url: server.url }));
    await observed.transport.start();
    const error = await failure(observed.transport.send(ping));
    expect(error).toMatchObject({ code, status });
    expect(error.message).toContain(text);
    answer = 200;
    await observed.transport.send(ping);
    expect([observed.errors.length, observed.closes()]).toEqual([0, 0]);
  });

  it("bounds a notification that the server does not take by timeoutMs, but not a request", async () => {
    await using server = await scriptedSse({ post: () => {} });
    const observed = observe(sse({ url: server.url, timeoutMs: 400 }));
    await observed.transport.start();
    const request = failure(observed.transport.send(ping));
    expect(await failure(observed.transport.send(note))).toMatchObject({ code: "TIMEOUT", timeoutMs: 400 });
    await observed.transport.close();
    expect(await request).toMatchObject({ code: "CONNECTION" });
    await server.idle();
  });

  it("refuses messages before the start and after the end", async () => {
    await using server = await scriptedSse();
    await using observed = observe(sse({ url: server.url }));
    await expect(observed.transport.send(ping)).rejects.toMatchObject({ code: "CONNECTION" });
    await observed.transport.start();
    await observed.transport.close();
    await observed.transport.close();
    await expect(observed.transport.send(ping)).rejects.toMatchObject({ code: "CONNECTION" });
    expect(observed.closes()).toBe(1);
  });
});
