import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { isLostAnswer } from "../../src/http/lost-answer.js";
import { streamableHttp } from "../../src/streamable-http/streamable-http.js";
import { type Connected, connect } from "./support/connect.js";
import { beginStream } from "./support/listen.js";
import { modernServer, streamableServer } from "./support/mcp-servers.js";
import { failure, observe } from "./support/observe.js";
import { answer, type HttpScript, type Posted, scriptedHttp } from "./support/scripted-http.js";
import { event } from "./support/scripted-sse.js";

const note: JSONRPCMessage = { jsonrpc: "2.0", method: "notifications/roots/list_changed" };

async function echo({ client }: Connected, text: string): Promise<unknown> {
  const { content } = await client.callTool({ name: "echo", arguments: { text } });
  return (content as { text: string }[])[0]?.text;
}

describe("talking over Streamable HTTP", () => {
  it("works with a server of 2025, ends its session, and leaves no socket", async () => {
    await using server = await streamableServer();
    const connected = await connect({
      url: server.url,
      headers: async () => ({ "X-Key": "k", Accept: "text/html" }),
    });
    expect(await Promise.all(["a", "b"].map((text) => echo(connected, text)))).toEqual(["a", "b"]);
    expect(connected.transport).toMatchObject({ kind: "http", hasPerRequestStream: true });
    const { sessionId } = connected.transport;
    expect([...server.sessions.keys()]).toEqual([sessionId]);
    await connected.client.close();
    expect(server.sessions.size).toBe(0);
    await server.idle();
    const last = server.seen.at(-1);
    expect(last?.method).toBe("DELETE");
    expect(last?.headers).toMatchObject({
      "mcp-session-id": sessionId,
      "mcp-protocol-version": "2025-11-25",
    });
    expect(server.seen.every(({ headers }) => headers["x-key"] === "k")).toBe(true);
  });

  it("works with a server of 2026, which has no session to end", async () => {
    await using server = await modernServer();
    const connected = await connect({ url: server.url }, "auto");
    expect(connected.client.getProtocolEra()).toBe("modern");
    expect(await echo(connected, "hello")).toBe("hello");
    await connected.client.close();
    await server.idle();
    expect(server.seen.map(({ method }) => method)).toEqual(["POST", "POST"]);
  });

  it("carries the subscriptions of the modern era, and tells when their stream is lost", async () => {
    await using server = await modernServer();
    await using connected = await connect({ url: server.url }, "auto");
    const changed = new Promise<void>((resolve) => {
      connected.client.setNotificationHandler("notifications/tools/list_changed", () => resolve());
    });
    const subscription = await connected.client.listen({ toolsListChanged: true });
    server.toolsChanged();
    await changed;
    server.cut();
    expect(await subscription.closed).toBe("remote");
  });

  it.each<[string, HttpScript["delete"]]>([
    ["does not answer DELETE", () => {}],
    ["answers DELETE with an error", (response) => void response.writeHead(500).end()],
    ["is gone", (response) => response.destroy()],
  ])("closes within about a second when the server %s, and reports nothing", async (_what, script) => {
    await using server = await scriptedHttp({ delete: script });
    const connected = await connect({ url: server.url });
    const start = performance.now();
    await connected.client.close();
    expect(performance.now() - start).toBeLessThan(2_500);
    expect(connected.errors).toEqual([]);
    await server.idle();
  });

  it("calls onclose once, however often it is closed", async () => {
    await using server = await streamableServer();
    await using observed = observe(streamableHttp({ url: server.url }));
    await observed.transport.start();
    await expect(observed.transport.start()).rejects.toMatchObject({ code: "CONNECTION" });
    await Promise.all([observed.transport.close(), observed.transport.close()]);
    expect(observed.closes()).toBe(1);
    await expect(observed.transport.send(note)).rejects.toMatchObject({ code: "CONNECTION" });
  });

  it("bounds a notification that the server does not take by timeoutMs", async () => {
    await using server = await scriptedHttp({ tell: () => {} });
    await using observed = observe(streamableHttp({ url: server.url, timeoutMs: 60 }));
    await observed.transport.start();
    expect(await failure(observed.transport.send(note))).toMatchObject({ code: "TIMEOUT", timeoutMs: 60 });
    await observed.transport.close();
    await server.idle();
  });

  it("settles the calls in flight when it is closed", async () => {
    await using server = await scriptedHttp({ ask: () => {} });
    const { client, transport } = await connect({ url: server.url });
    const call = failure(client.callTool({ name: "echo" }));
    while (server.posted.length < 3) await new Promise(setImmediate);
    await client.close();
    expect(transport.explain(await call, "call")).toMatchObject({ code: "CONNECTION" });
    await server.idle();
  });

  it("reports a listener that throws at what follows an answer, and goes on", async () => {
    const streams: ServerResponse[] = [];
    await using server = await scriptedHttp({
      ask: ({ id }, response) => {
        beginStream(response);
        response.write(event({ jsonrpc: "2.0", id, result: { content: [] } }));
        streams.push(response);
      },
    });
    await using connected = await connect({ url: server.url });
    const { client, transport } = connected;
    await client.callTool({ name: "echo" });
    const { onmessage } = transport;
    const reported = new Promise<Error>((resolve) => {
      transport.onerror = resolve;
      transport.onmessage = (message, extra) => {
        if ("method" in message) throw new RangeError("a bad listener");
        onmessage?.(message, extra);
      };
    });
    streams[0]?.end(event(note));
    expect(await reported).toEqual(new RangeError("a bad listener"));
    expect(await client.callTool({ name: "echo" })).toMatchObject({ content: [] });
    for (const stream of streams) stream.end();
  });
});

describe("a call that is given up", () => {
  /** A server that is told of it, and does no more than it has to; other requests it answers. */
  async function giveUp(hold: (response: ServerResponse) => void, get?: HttpScript["get"]) {
    const held: ServerResponse[] = [];
    const told: string[] = [];
    const server = await scriptedHttp({
      ask: (message, response) => {
        if (message.method !== "tools/call") return answer(message, response, {});
        held.push(response);
        response.once("close", () => told.push("closed"));
        hold(response);
      },
      tell: (response, { method }) => {
        if (method === "notifications/cancelled") told.push("cancelled");
        response.writeHead(202).end();
      },
      ...(get && { get }),
    });
    const connected = await connect({ url: server.url });
    const stop = new AbortController();
    const call = failure(connected.client.callTool({ name: "slow" }, { signal: stop.signal }));
    return {
      ...connected,
      held,
      told,
      resumed: () => server.seen.filter(({ headers }) => "last-event-id" in headers).length,
      abort: async () => {
        stop.abort("enough");
        expect(String(await call)).toContain("enough");
      },
      async [Symbol.asyncDispose]() {
        await connected.client.close();
        await server[Symbol.asyncDispose]();
      },
    };
  }

  const primed = (response: ServerResponse) => {
    beginStream(response);
    response.write("id: event-1\nretry: 1\ndata:\n\n");
  };

  it.each<[string, (response: ServerResponse) => void]>([
    ["has sent nothing yet", () => {}],
    ["keeps its stream open", (response) => beginStream(response)],
    ["keeps a stream open that could be resumed", primed],
  ])("leaves no exchange open, once the server is told, when it %s", async (_what, hold) => {
    await using test = await giveUp(hold);
    while (test.held.length === 0) await new Promise(setImmediate);
    const closed = once(test.held[0] as ServerResponse, "close");
    await test.abort();
    await closed;
    expect(test.told).toEqual(["cancelled", "closed"]);
    for (let times = 0; times < 20; times++) await test.client.ping();
    expect([test.resumed(), test.errors]).toEqual([0, []]);
  });

  it("leaves no exchange open that resumes its stream", async () => {
    const resuming: ServerResponse[] = [];
    await using test = await giveUp(
      (response) => {
        primed(response);
        response.end();
      },
      (response, request) => {
        if (request.headers["last-event-id"] === undefined) return void response.writeHead(405).end();
        beginStream(response);
        resuming.push(response);
      },
    );
    while (resuming.length === 0) await new Promise(setImmediate);
    const closed = once(resuming[0] as ServerResponse, "close");
    await test.abort();
    await closed;
    for (let times = 0; times < 20; times++) await test.client.ping();
    expect([test.resumed(), test.errors]).toEqual([1, []]);
  });

  it("is not asked for again and again when the server ends each stream without an answer", async () => {
    const end = (response: ServerResponse) => {
      primed(response);
      response.end();
    };
    await using test = await giveUp(end, (response, request) => {
      if (request.headers["last-event-id"] === undefined) return void response.writeHead(405).end();
      end(response);
    });
    while (test.resumed() < 3) await new Promise(setImmediate);
    await test.abort();
    while (!test.told.includes("cancelled")) await new Promise(setImmediate);
    const pings = async () => {
      for (let times = 0; times < 20; times++) await test.client.ping();
      return test.resumed();
    };
    expect(await pings()).toBe(await pings());
    expect(test.errors).toEqual([]);
  });
});

describe("a session that the server has forgotten", () => {
  it("shows as a ConnectionError with status 404 that says to connect again", async () => {
    await using server = await streamableServer();
    await using connected = await connect({ url: server.url, name: "shop" });
    server.forget();
    const error = connected.transport.explain(await failure(echo(connected, "a")), "call");
    expect(error).toMatchObject({ code: "CONNECTION", status: 404, server: "shop" });
    expect(error.message).toContain('answered 404 Not Found (application/json) to POST: "Session not found"');
    expect(error.hint).toContain("connect again");
  });
});

describe("a stream that breaks off", () => {
  const streaming =
    (lines: string, then: (response: ServerResponse) => void) =>
    (_message: Posted, response: ServerResponse) => {
      beginStream(response);
      response.write(lines, () => setImmediate(then, response));
    };

  it.each([
    ["is cut", (response: ServerResponse) => void response.destroy()],
    ["ends", (response: ServerResponse) => void response.end()],
  ])("settles its call at once when it %s and cannot be resumed", async (_what, end) => {
    await using server = await scriptedHttp({ ask: streaming(": begun\n\n", end) });
    await using connected = await connect({ url: server.url, name: "shop" });
    const error = await failure<{ code: number; data?: unknown } & Error>(
      connected.client.callTool({ name: "echo" }),
    );
    expect(isLostAnswer(error)).toBe(true);
    const explained = connected.transport.explain(error, "call");
    expect(explained).toMatchObject({ code: "CONNECTION", server: "shop" });
    expect(explained.message).toContain(
      "was lost before it answered tools/call: whether that had an effect is not known",
    );
  });

  it("is resumed from its last event, after the time that the server asked for", async () => {
    let call: Posted | undefined;
    await using server = await scriptedHttp({
      ask: (message, response) => {
        call = message;
        streaming("id: event-7\nretry: 20\ndata:\n\n", (stream) => stream.end())(message, response);
      },
      get: (response, request) => {
        if (request.headers["last-event-id"] === undefined) return void response.writeHead(405).end();
        beginStream(response);
        response.end(`id: event-8\n${event({ jsonrpc: "2.0", id: call?.id, result: { content: [] } })}`);
      },
    });
    await using connected = await connect({ url: server.url });
    expect(await connected.client.callTool({ name: "echo" })).toMatchObject({ content: [] });
    expect(server.seen.at(-1)).toMatchObject({ method: "GET", headers: { "last-event-id": "event-7" } });
  });

  it("settles its call when the server does not resume it", async () => {
    await using server = await scriptedHttp({
      ask: streaming("id: event-7\nretry: 5\ndata:\n\n", (stream) => stream.end()),
      get: (response) => void response.writeHead(500).end(),
    });
    await using connected = await connect({ url: server.url, name: "shop" });
    const error = await failure<{ code: number } & Error>(connected.client.callTool({ name: "echo" }));
    expect(isLostAnswer(error)).toBe(true);
    const told = connected.errors.map(({ message }) => message);
    expect(told.at(-1)).toContain(
      "was lost: a stream could not be resumed: Maximum reconnection attempts (2) exceeded. Connect again.",
    );
    expect(connected.errors.at(-1)).toMatchObject({ code: "CONNECTION", server: "shop" });
    expect(new Set(connected.errors).size).toBe(connected.errors.length);
  });

  it("leaves no timer behind when several of them wait to be resumed", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    let begun = 0;
    await using server = await scriptedHttp({
      ask: (message, response) => {
        begun++;
        streaming("id: 1\nretry: 30000\ndata:\n\n", (stream) => stream.end())(message, response);
      },
    });
    const connected = await connect({ url: server.url });
    const before = timers();
    const options = { timeout: 2 ** 31 - 1 };
    const calls = [1, 2, 3].map(() => failure(connected.client.callTool({ name: "echo" }, options)));
    while (begun < 3 || timers() < before + 6) await new Promise(setImmediate);
    await connected.client.close();
    await Promise.all(calls);
    await server.idle();
    expect(timers()).toBeLessThanOrEqual(before);
  });
});
