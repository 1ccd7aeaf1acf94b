import { once } from "node:events";
import { request } from "node:http";
import { waitFor } from "@mcp-team/testing";
import { initialize, ping, type Sent, send } from "./support/requests.js";
import { open, serve } from "./support/served.js";

describe("the requests that a served team takes", () => {
  let test: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    test = await serve({ maxBodyBytes: 1_000, ssePath: "/old/sse" });
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it("come from a loopback name, in both eras and over SSE", async () => {
    const { url, sseUrl = "" } = test.served;
    const port = new URL(url).port;
    expect(sseUrl).toBe(`http://127.0.0.1:${port}/old/sse`);
    const evil: Record<string, string>[] = [
      { host: "evil.example" },
      { host: `localhost:${port}`, origin: "http://evil.example" },
    ];
    for (const headers of evil) {
      const name = /evil.example/;
      expect(await send(url, { headers, body: initialize })).toMatchObject({
        status: 403,
        text: expect.stringMatching(name),
      });
      expect(await send(url, { headers, body: { ...initialize, method: "server/discover" } })).toMatchObject({
        status: 403,
      });
      expect(await send(sseUrl, { headers, method: "GET" })).toMatchObject({ status: 403 });
      expect(await send(`${sseUrl}/messages?sessionId=1`, { headers, body: {} })).toMatchObject({
        status: 403,
      });
    }
    const good = { host: `localhost:${port}`, origin: "http://localhost:3000" };
    expect(await send(url, { headers: good, body: initialize })).toMatchObject({ status: 200 });
  });

  it.each<[string, string, Sent, number, string]>([
    ["at another path", "/", { body: initialize }, 404, "There is nothing at /."],
    ["too long", "/mcp", { body: "x".repeat(1_001) }, 413, "longer than 1000 bytes"],
    ["no JSON", "/mcp", { body: "{" }, 400, "not JSON"],
    [
      "of another type",
      "/mcp",
      { body: initialize, headers: { "content-type": "text/plain" } },
      415,
      "Content-Type",
    ],
    [
      "of an unknown session",
      "/mcp",
      { body: ping, headers: { "mcp-session-id": "1" } },
      404,
      "Session not found",
    ],
    [
      "of no session",
      "/mcp",
      { body: { jsonrpc: "2.0", id: 1, method: "tools/list" } },
      400,
      "begins with initialize",
    ],
    ["of an unknown stream", "/old/sse/messages?sessionId=1", { body: {} }, 404, "Session not found"],
  ])("are refused when they are %s", async (_what, path, sent, status, message) => {
    const answer = await send(new URL(path, test.served.url).href, sent);
    expect(answer).toMatchObject({ status, text: expect.stringContaining(message) });
    expect(JSON.parse(answer.text)).toMatchObject({ jsonrpc: "2.0", id: null });
  });

  it("are refused when they are too long and do not say so", async () => {
    const sent = request(test.served.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    sent.on("error", () => {}); // the server need not read on
    sent.write("x".repeat(2_000));
    const [response] = await once(sent, "response");
    expect(response.statusCode).toBe(413);
    sent.destroy();
  });
});

describe("the sessions of a served team", () => {
  it("are limited in number, and end when they are left alone", async () => {
    await using test = await serve({ maxSessions: 1, sessionIdleMs: 500 });
    const first = await open(test.served);
    expect(first.status).toBe(200);
    expect(await open(test.served)).toMatchObject({ status: 503 });
    expect(await send(test.served.sseUrl as string, { method: "GET" })).toMatchObject({ status: 503 });
    const headers = { "mcp-session-id": String(first.headers["mcp-session-id"]) };
    const again = () => send(test.served.url, { headers, body: ping });
    expect(await again()).toMatchObject({ status: 200 });
    await waitFor(async () => (await open(test.served)).status === 200);
    expect(await again()).toMatchObject({ status: 404 });
  });
});
