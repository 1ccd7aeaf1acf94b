import type { RequestListener } from "node:http";
import { Agent, type Dispatcher } from "undici";
import type { McpTeamError } from "../../src/errors/index.js";
import { sse } from "../../src/sse/sse.js";
import { beginStream, deadPort, listen, listenRaw } from "./support/listen.js";
import { failure, observe } from "./support/observe.js";
import { scriptedSse } from "./support/scripted-sse.js";

const answering =
  (status: number, headers: Record<string, string> = {}, body = ""): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

const naming =
  (endpoint: string): RequestListener =>
  (_request, response) => {
    beginStream(response);
    response.write(`event: endpoint\ndata: ${endpoint}\n\n`);
  };

describe("connecting to a server of HTTP+SSE that is not one", () => {
  it.each<[string, RequestListener, Partial<McpTeamError> & { status?: number }, string[]]>([
    [
      "401",
      answering(401, { "www-authenticate": 'Bearer realm="x"', "content-type": "text/plain" }, "who?"),
      { code: "AUTHENTICATION", status: 401 },
      [
        "refused access",
        "answered 401 Unauthorized (text/plain) to GET",
        "the scheme Bearer",
        '"who?"',
        "`env`",
      ],
    ],
    ["403", answering(403), { code: "AUTHENTICATION", status: 403 }, ["answered 403 Forbidden to GET"]],
    [
      "404",
      answering(404, { "content-type": "text/html; charset=utf-8" }, "<h1>?"),
      { code: "CONNECTION", status: 404 },
      [
        "is not an MCP server for HTTP+SSE: it answered 404 Not Found (text/html) to GET. ",
        'the transport "http"',
      ],
    ],
    [
      "405",
      answering(405),
      { code: "CONNECTION", status: 405 },
      ["is not an MCP server for HTTP+SSE", "405"],
    ],
    [
      "500",
      answering(500),
      { code: "CONNECTION", status: 500 },
      ["answered 500 Internal Server Error to GET"],
    ],
    [
      "a page",
      answering(200, { "content-type": "text/html" }, "<h1>Welcome"),
      { code: "CONNECTION", status: 200 },
      ["is not an MCP server: it answered 200 text/html to GET", "not of a page"],
    ],
    [
      "nothing",
      answering(204),
      { code: "CONNECTION", status: 204 },
      ["is not an MCP server: it answered 204 without a content type to GET"],
    ],
    [
      "a redirect to elsewhere",
      answering(302, { location: "http://other.example/sse?token=12345678" }),
      { code: "CONNECTION", status: 302 },
      ["with a redirect to http://other.example/sse?token=***, which was not followed"],
    ],
    [
      "a redirect without end",
      answering(307, { location: "/sse" }),
      { code: "CONNECTION", status: 307 },
      ["with a redirect to http://127.0.0.1"],
    ],
    [
      "an endpoint of another origin",
      naming("http://evil.example/messages?sessionId=1234567890"),
      { code: "CONNECTION" },
      ["named an endpoint at http://evil.example/messages?sessionId=***, which is another origin"],
    ],
    ["an endpoint that is no address", naming("http://["), { code: "CONNECTION" }, ["that is no address"]],
    [
      "a stream that ends at once",
      (_request, response) => {
        beginStream(response);
        response.end();
      },
      { code: "CONNECTION" },
      ["ended its stream of events"],
    ],
    [
      "a stream that breaks off at once",
      (request, response) => {
        beginStream(response);
        setImmediate(() => request.socket.destroy());
      },
      { code: "CONNECTION" },
      ["cut the connection"],
    ],
    [
      "an endpoint that never comes",
      (_request, response) => {
        beginStream(response);
        response.write(": wait for it\n\n");
      },
      { code: "TIMEOUT" },
      ["did not open its stream and name its endpoint within 100 ms", "timeoutMs"],
    ],
    ["no answer at all", () => {}, { code: "TIMEOUT" }, ["within 100 ms"]],
  ])("fails with %s, and says so", async (_what, handler, facts, texts) => {
    await using server = await listen(handler);
    await using observed = observe(
      sse({
        url: `${server.origin}/sse`,
        name: "weather",
        timeoutMs: facts.code === "TIMEOUT" ? 100 : 10_000,
      }),
    );
    const error = await failure<McpTeamError>(observed.transport.start());
    expect(error).toMatchObject({ ...facts, server: "weather" });
    for (const text of [`Server "weather" at ${server.origin}/sse `, ...texts])
      expect(error.message).toContain(text);
    expect(observed.transport.explain(error, "connect")).toBe(error);
    // The failure was told by start(); nothing has been open that could close, and nothing is left.
    expect([observed.errors.length, observed.closes()]).toEqual([0, 0]);
    await server.idle();
    await observed.transport.close();
    expect(observed.closes()).toBe(1);
  });

  it("fails when nobody listens, with host and port", async () => {
    const port = await deadPort();
    await using observed = observe(sse({ url: `http://127.0.0.1:${port}/sse` }));
    const error = await failure(observed.transport.start());
    expect(error).toMatchObject({ code: "CONNECTION", hint: expect.stringContaining("server runs") });
    expect(error.message).toContain(`could not be reached: 127.0.0.1:${port} refused the connection`);
  });

  it("fails when the host has no address", async () => {
    await using observed = observe(sse({ url: "http://no-such-host.invalid/sse" }));
    const error = await failure(observed.transport.start());
    expect(error).toMatchObject({ code: "CONNECTION" });
    expect(error.message).toMatch(/no-such-host.invalid:80 has a host name that/);
  });

  it("fails when the port speaks something else", async () => {
    await using server = await listenRaw((socket) => socket.write("220 mail.example ESMTP\r\n"));
    await using plain = observe(sse({ url: `http://127.0.0.1:${server.port}` }));
    expect((await failure(plain.transport.start())).message).toContain("not HTTP");
    await using tls = observe(sse({ url: `https://127.0.0.1:${server.port}` }));
    expect((await failure(tls.transport.start())).message).toContain("does not speak TLS");
  });

  it("fails when it is closed meanwhile", async () => {
    await using server = await listen(() => {});
    await using observed = observe(sse({ url: server.origin }));
    const starting = failure(observed.transport.start());
    await observed.transport.close();
    expect(await starting).toMatchObject({ code: "CONNECTION" });
    expect([observed.errors.length, observed.closes()]).toEqual([0, 1]);
    await server.idle();
  });

  it("does not wait for the whole body of a refusal", async () => {
    await using server = await listen((_request, response) => {
      response.writeHead(500, { "content-type": "text/plain" });
      const pump = () => {
        while (!response.destroyed && response.write("no ".repeat(10_000)));
        if (!response.destroyed) response.once("drain", pump);
      };
      pump();
    });
    await using observed = observe(sse({ url: server.origin }));
    const error = await failure(observed.transport.start());
    expect(error.message).toContain('"no no no');
    expect(error.message.length).toBeLessThan(500);
    await server.idle();
  });
});

describe("connecting to a server of HTTP+SSE", () => {
  it("follows a redirect within the origin", async () => {
    await using server = await listen((request, response) => {
      if (request.url === "/old") response.writeHead(301, { location: "/sse" }).end();
      else naming("/messages")(request, response);
    });
    await using observed = observe(sse({ url: `${server.origin}/old`, headers: { "X-Key": "k" } }));
    await observed.transport.start();
    expect(server.seen.map(({ path, headers }) => [path, headers["x-key"]])).toEqual([
      ["/old", "k"],
      ["/sse", "k"],
    ]);
  });

  it("can be done once", async () => {
    await using server = await scriptedSse();
    await using observed = observe(sse({ url: server.url }));
    await observed.transport.start();
    await expect(observed.transport.start()).rejects.toMatchObject({ code: "CONNECTION" });
  });

  it("uses the caller's dispatcher and leaves it open", async () => {
    await using server = await scriptedSse();
    const dispatched: string[] = [];
    const agent = new Agent();
    const spying = agent.compose((dispatch): Dispatcher["dispatch"] => (options, handler) => {
      dispatched.push(`${options.method} ${options.path}`);
      return dispatch(options, handler);
    });
    const observed = observe(sse({ url: server.url, dispatcher: spying }));
    await observed.transport.start();
    await observed.transport.close();
    expect(dispatched).toEqual(["GET /sse"]);
    expect(agent.closed).toBe(false);
    await agent.close();
  });
});
