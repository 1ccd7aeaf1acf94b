import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { tool } from "@langchain/core/tools";
import { MemorySaver } from "@langchain/langgraph";
import {
  readCallLog,
  referenceServer,
  type Script,
  snapshotResources,
  startServer,
  waitFor,
  waitForRelease,
} from "@mcp-team/testing";
import { ConfigurationError } from "@mcp-team/transports";
import { z } from "zod";
import { type HttpServedTeam, type HttpServeOptions, serveTeam } from "../src/index.js";
import { oddServer, startTeam } from "./support.js";

const calls = (name: string, args: Record<string, unknown> = {}) => ({
  toolCalls: [{ name, arguments: args }],
});
const accept = "application/json, text/event-stream";
const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
};

const ping = { jsonrpc: "2.0", id: 2, method: "ping" };

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Sends a request as it is: `fetch` lets nobody choose the Host. */
async function send(url: string, { method = "POST", headers, body }: Sent = {}) {
  const content = typeof body === "string" ? body : JSON.stringify(body);
  const sent = request(url, {
    method,
    headers: { accept, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
  });
  sent.end(body === undefined ? undefined : content);
  const [response] = await once(sent, "response");
  return { status: response.statusCode as number, headers: response.headers, text: await text(response) };
}

/** A team without servers that answers at once, served. */
async function serve(options: Partial<HttpServeOptions> = {}) {
  const test = await startTeam({}, { name: "inner", script: [{ content: "done" }] });
  const served = await serveTeam(test.team, { transport: "http", ...options });
  const dispose = async () => {
    await served.close();
    await test[Symbol.asyncDispose]();
  };
  return { ...test, served, [Symbol.asyncDispose]: dispose };
}

const open = (served: HttpServedTeam) => send(served.url, { body: initialize });

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
    await using test = await serve({ maxSessions: 1, sessionIdleMs: 50 });
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

describe("closing a served team", () => {
  const folder = mkdtempSync(join(tmpdir(), "serve-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A served team that sleeps, two clients that wait for it, and what its server saw. */
  async function asleep(name: string, ms: number, drainTimeoutMs: number) {
    const log = join(folder, name);
    const server = { kind: "stdio", ...referenceServer({ tools: ["sleep"], log }) } as const;
    const script = [calls("sleep", { ms }), { content: "slept" }];
    const inner = await startTeam({ server }, { name: "inner", script });
    const served = await serveTeam(inner.team, { transport: "http", drainTimeoutMs });
    const clients = await Promise.all([
      startTeam({ inner: { kind: "http", url: served.url, protocol: "modern" } }),
      startTeam({ inner: { kind: "http", url: served.url, protocol: "legacy" } }),
      startTeam({ inner: { kind: "sse", url: served.sseUrl as string } }),
    ]);
    const answers = clients.map(({ toolset }) =>
      toolset
        .get("inner")
        ?.invoke({ task: "sleep" })
        .catch(() => "failed"),
    );
    const events = () => readCallLog(log).map(({ event }) => event);
    await waitFor(() => events().filter((event) => event === "start").length === clients.length);
    const dispose = () => Promise.all([inner, ...clients].map((each) => each[Symbol.asyncDispose]()));
    return { served, answers, events, dispose };
  }

  it("lets calls end that end in time, then leaves nothing", async () => {
    const before = await snapshotResources();
    const { served, answers, dispose } = await asleep("ends", 600, 10_000);
    await served.close();
    expect(await Promise.all(answers)).toEqual(["slept", "slept", "slept"]);
    await served.closed;
    await dispose();
    await waitForRelease(before);
  });

  it("ends calls that do not, down to the innermost server", async () => {
    const before = await snapshotResources();
    const { served, answers, events, dispose } = await asleep("aborted", 60_000, 50);
    await Promise.all([served.close(), served.close()]);
    await waitFor(() => events().filter((event) => event === "cancelled").length === 3);
    await dispose();
    expect(await Promise.all(answers)).toHaveLength(3);
    await waitForRelease(before);
  });
});

describe("a request of a session whose response is cut off", () => {
  it("is worked on no longer: nobody could get the answer", async () => {
    const folder = mkdtempSync(join(tmpdir(), "serve-"));
    const log = join(folder, "calls.log");
    const server = { kind: "stdio", ...referenceServer({ tools: ["sleep"], log }) } as const;
    await using inner = await startTeam(
      { server },
      { name: "inner", script: [calls("sleep", { ms: 60_000 })] },
    );
    await using served = await serveTeam(inner.team, { transport: "http", drainTimeoutMs: 0 });
    const id = String((await open(served)).headers["mcp-session-id"]);
    const headers = { accept, "content-type": "application/json", "mcp-session-id": id };
    const sent = request(served.url, { method: "POST", headers });
    sent.on("error", () => {});
    const params = { name: "inner", arguments: { task: "sleep" } };
    sent.end(JSON.stringify({ jsonrpc: "2.0", id: 7, method: "tools/call", params }));
    const events = () => readCallLog(log).map(({ event }) => event);
    await waitFor(() => events().length === 1);
    sent.destroy();
    await waitFor(() => events().length === 2);
    expect(events()).toEqual(["start", "cancelled"]);
    expect(await send(served.url, { headers, body: ping })).toMatchObject({ status: 200 });
    rmSync(folder, { recursive: true });
  });
});

describe("what a served team offers", () => {
  const shout = tool(({ text }) => text.toUpperCase(), {
    name: "shout",
    description: "Shouts.",
    schema: z.object({ text: z.string() }),
  });

  it("is also its tools, with the results of servers as they are, and as they change", async () => {
    await using server = await startServer({
      transport: "http",
      tools: ["structured", "fail", "grow", "image"],
    });
    await using inner = await startTeam(
      { far: { kind: "http", url: server.url } },
      { name: "inner", tools: [shout] },
    );
    await using served = await serveTeam(inner.team, { transport: "http", expose: "both" });
    for (const protocol of ["modern", "legacy"] as const) {
      await using outer = await startTeam({ inner: { kind: "http", url: served.url, protocol } });
      const names = () => outer.toolset.tools.map(({ name }) => name);
      expect(names()).toEqual(
        expect.arrayContaining(["inner", "structured", "fail", "grow", "image", "shout"]),
      );
      const call = (name: string, args = {}) =>
        outer.toolset.get(name)?.invoke({ type: "tool_call", id: "1", name, args });
      const { execution: _, ...definition } = inner.toolset.get("structured")?.definition ?? {};
      expect(outer.toolset.get("structured")?.definition).toMatchObject(definition);
      expect(await call("structured", { city: "Rome" })).toMatchObject({ artifact: { city: "Rome" } });
      expect(await call("image")).toMatchObject({
        content: expect.arrayContaining([expect.objectContaining({ type: "image" })]),
      });
      expect(await call("shout", { text: "hi" })).toMatchObject({ content: "HI" });
      await expect(call("fail", { message: "no luck" })).rejects.toThrow("no luck");
      const before = names().length;
      await call("grow");
      await waitFor(() => names().length === before + 1);
    }
  });

  it("is also its resources and prompts, in pages, in both eras, and as they change", async () => {
    const local = { kind: "stdio", ...referenceServer() } as const;
    const servers = { a: local, b: local, odd: oddServer({ resources: 230 }) };
    await using inner = await startTeam(servers, { name: "inner" });
    await using served = await serveTeam(inner.team, { transport: "http", resources: true, prompts: true });
    for (const protocol of ["modern", "legacy"] as const) {
      await using outer = await startTeam({ inner: { kind: "http", url: served.url, protocol } });
      const { resources, prompts } = outer.team;
      const uris = (await resources.list()).map(({ uri }) => uri);
      // What two servers have is there once.
      expect(uris).toHaveLength(233);
      expect(new Set(uris).size).toBe(233);
      const [connection] = outer.connections.all;
      const sizes = await connection?.ask("pages", async (client) => {
        const page = async (cursor?: string): Promise<number[]> => {
          const got = await client.request({ method: "resources/list", params: cursor ? { cursor } : {} });
          return [got.resources.length, ...(got.nextCursor ? await page(got.nextCursor) : [])];
        };
        await expect(page("no such page")).rejects.toMatchObject({ code: -32602 });
        return page();
      });
      expect(sizes).toEqual([100, 100, 33]);
      expect(await resources.read("odd://230")).toMatchObject({ contents: [{ text: "This is odd://230." }] });
      expect(await resources.read("text://greeting/Ada")).toMatchObject({
        contents: [{ text: "Hello, Ada." }],
      });
      await expect(resources.read("none://1")).rejects.toThrow('No server has resource "none://1"');
      expect((await resources.templates()).map(({ uriTemplate }) => uriTemplate)).toContain(
        "text://greeting/{name}",
      );
      const names = (await prompts.list()).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(["a__greet", "b__greet", "pictured"]));
      const [message] = await prompts.get("b__greet", { name: "Ada" });
      expect(message?.text).toBe("Greet Ada in one sentence.");
      await expect(prompts.get("greet")).rejects.toThrow('There is no prompt "greet"');
      for (const change of ["resourcesChanged", "promptsChanged"] as const) {
        const told = new Promise((resolve) => outer.team.on(change, resolve));
        inner.connections.all[0]?.events.emit(change);
        expect(await told).toEqual({ server: "inner" });
      }
    }
    await using closed = await serveTeam(inner.team, { transport: "http" });
    await using outer = await startTeam({ inner: { kind: "http", url: closed.url } });
    expect(Object.keys(outer.connections.all[0]?.capabilities ?? {})).not.toContain("resources");
  });

  it("goes on with a conversation that the caller brings, keeps none, and says what is wrong", async () => {
    const checkpointer = new MemorySaver();
    const script: Script = ({ messages }) => ({ content: messages.map(({ role }) => role).join(" ") });
    await using inner = await startTeam({}, { name: "inner", script, checkpointer, description: "Counts." });
    await using served = await serveTeam(inner.team, { transport: "http" });
    await using outer = await startTeam({ inner: { kind: "http", url: served.url } });
    const asTool = outer.toolset.get("inner");
    expect(asTool?.description).toBe("Counts.");
    const messages = [
      { role: "user", content: "1" },
      { role: "assistant", content: "2" },
    ];
    expect(await asTool?.invoke({ task: "3", messages })).toBe("user assistant user");
    expect(Object.keys(checkpointer.storage)).toEqual([]);
    await inner.team.close();
    await expect(asTool?.invoke({ task: "3" })).rejects.toThrow('Team "inner" was closed');
  });

  it("is a structured answer, where the team has one", async () => {
    const responseFormat = z.object({ sum: z.number() });
    await using inner = await startTeam(
      {},
      { name: "inner", script: [{ content: '{"sum":3}' }], responseFormat },
    );
    await using served = await serveTeam(inner.team, { transport: "http" });
    await using outer = await startTeam({ inner: { kind: "http", url: served.url } });
    const asTool = outer.toolset.get("inner");
    expect(asTool?.definition.outputSchema).toMatchObject({ properties: { sum: { type: "number" } } });
    const call = { type: "tool_call", id: "1", name: "inner", args: { task: "1+2" } } as const;
    expect(await asTool?.invoke(call)).toMatchObject({ content: '{"sum":3}', artifact: { sum: 3 } });
  });
});

describe("serveTeam", () => {
  const problems = async (options: object) => {
    await using test = await startTeam({}, { name: "inner", tools: [] });
    const error: unknown = await serveTeam(test.team, options as HttpServeOptions).catch(
      (reason: unknown) => reason,
    );
    if (!ConfigurationError.isInstance(error)) throw error;
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  };

  it.each<[object, string[]]>([
    [
      { transport: "stdio", resources: 1, prompts: "all" },
      ["resources: must be true or false, not 1", 'prompts: must be true or false, not "all"'],
    ],
    [{}, ['transport: must be "stdio" or "http" (which serves HTTP+SSE, too), not undefined']],
    [{ transport: "sse" }, ['transport: must be "stdio" or "http" (which serves HTTP+SSE, too), not "sse"']],
    [{ transport: "stdio", port: 1 }, ['port: is not an option of transport "stdio"']],
    [
      {
        transport: "http",
        port: 70_000,
        path: "mcp",
        expose: "all",
        maxSessions: 0,
        allowedHosts: [],
        drainTimeoutMs: -1,
      },
      [
        'expose: must be "team", "tools" or "both", not "all"',
        "drainTimeoutMs: must be a time in milliseconds, not -1",
        "port: must be a port from 0 to 65535, not 70000",
        'path: must be a path such as "/mcp", not "mcp"',
        'allowedHosts: must be host names without ports, such as ["team.example.com"], not []',
        "maxSessions: must be a number of sessions, not 0",
      ],
    ],
    [
      { transport: "http", host: "0.0.0.0", path: "/a", ssePath: "/a" },
      [
        'ssePath: must differ from path ("/a"), or be false',
        'host: is "0.0.0.0", which other machines can reach, and nothing checks who they are: set auth, say allowRemote: true if whoever reaches it may use it, or listen on "127.0.0.1"',
      ],
    ],
    [
      { transport: "http", host: "0.0.0.0", allowRemote: true },
      [expect.stringMatching(/^allowedHosts: is missing: say under which names/)],
    ],
  ])("refuses %j", async (options, expected) => {
    expect(await problems(options)).toEqual(expected);
  });

  it("listens on other addresses for those who say so, under the names that they give", async () => {
    await using test = await serve({
      host: "0.0.0.0",
      allowRemote: true,
      allowedHosts: ["team.example.com"],
    });
    const url = test.served.url.replace("0.0.0.0", "127.0.0.1");
    expect(await send(url, { body: initialize })).toMatchObject({ status: 403 });
    expect(await send(url, { body: initialize, headers: { host: "team.example.com" } })).toMatchObject({
      status: 200,
    });
  });

  it("says that a port is taken", async () => {
    await using test = await serve();
    const port = Number(new URL(test.served.url).port);
    await expect(serveTeam(test.team, { transport: "http", port })).rejects.toThrow(
      new RegExp(`cannot be served at 127\\.0\\.0\\.1:${port}: .*EADDRINUSE`),
    );
  });

  it("refuses to offer a team and a tool of one name", async () => {
    const same = tool(() => "", { name: "inner", schema: z.object({}) });
    await using test = await startTeam({}, { name: "inner", tools: [same] });
    await expect(serveTeam(test.team, { transport: "http", expose: "both" })).rejects.toThrow(
      'the name "inner"',
    );
  });
});
