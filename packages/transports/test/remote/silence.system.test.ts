import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { Client } from "@modelcontextprotocol/client";
import { Agent } from "undici";
import { SilenceWatch } from "../../src/http/silence-watch.js";
import { sse } from "../../src/sse/sse.js";
import { streamableHttp } from "../../src/streamable-http/streamable-http.js";
import { modernServer, sseServer, streamableServer } from "./support/mcp-servers.js";
import { failure, observe } from "./support/observe.js";
import { answer, type Posted, scriptedHttp } from "./support/scripted-http.js";
import { scriptedSse } from "./support/scripted-sse.js";

const initialized = { jsonrpc: "2.0", method: "notifications/initialized" } as const;
const echoText = { name: "echo", arguments: { text: "late", ms: 400 } };

/** Resolves when something has come true that nothing tells of. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}

describe("a silent stream of HTTP+SSE", () => {
  it("is dead when a ping is not answered: an error, then the end, once each", async () => {
    const pings: unknown[] = [];
    await using server = await scriptedSse({
      post: (message, response) => {
        if (message.method === "ping") pings.push(message);
        response.writeHead(202).end();
      },
    });
    await using observed = observe(sse({ url: server.url, name: "weather", sseReadTimeoutMs: 40 }));
    await observed.transport.start();
    await observed.transport.send(initialized);
    await observed.closed();
    expect(pings).toEqual([{ jsonrpc: "2.0", id: "mcp-team:ping:1", method: "ping" }]);
    expect([observed.errors.length, observed.closes()]).toEqual([1, 1]);
    expect(observed.errors[0]).toMatchObject({ code: "CONNECTION", server: "weather" });
    expect(observed.errors[0]?.message).toContain(
      "nothing came for 40 ms (sseReadTimeoutMs), and then no answer to a ping within 40 ms",
    );
    await server.idle();
  });

  it("is kept, however long, when the server answers, and nobody sees the pings", async () => {
    await using server = await sseServer();
    await using observed = observe(sse({ url: server.url, sseReadTimeoutMs: 150 }));
    const { transport } = observed;
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(transport);
    const before = observed.messages.length;
    await until(() => server.seen.length >= 6);
    expect(observed.messages).toHaveLength(before);
    expect([observed.errors, observed.closes()]).toEqual([[], 0]);
    expect(await client.callTool(echoText)).toMatchObject({ content: [{ text: "late" }] });
  });

  it("is kept by any byte, also by a comment", async () => {
    let pings = 0;
    await using server = await scriptedSse({
      post: ({ method }, response, stream) => {
        response.writeHead(202).end();
        if (method !== "ping") return;
        pings++;
        stream.write(": here\n");
      },
    });
    await using observed = observe(sse({ url: server.url, sseReadTimeoutMs: 150 }));
    await observed.transport.start();
    await observed.transport.send(initialized);
    await until(() => pings >= 3);
    expect([observed.errors, observed.closes()]).toEqual([[], 0]);
  });

  it("is not asked while there are bytes, nor before the handshake is done", async () => {
    await using server = await scriptedSse();
    await using observed = observe(sse({ url: server.url, sseReadTimeoutMs: 400 }));
    await observed.transport.start();
    await delay(450);
    await observed.transport.send(initialized);
    for (let count = 0; count < 18; count++) {
      server.send(": here\n\n");
      await delay(25);
    }
    expect(server.seen.map(({ method }) => method)).toEqual(["GET", "POST"]);
  });

  it("is not dropped by a dispatcher that has no patience of its own", async () => {
    const dispatcher = new Agent({ bodyTimeout: 40, headersTimeout: 40 });
    await using server = await scriptedSse({
      post: async (_message, response) => {
        // undici looks at its clock every half second.
        await delay(1_600);
        response.writeHead(202).end();
      },
    });
    await using observed = observe(sse({ url: server.url, dispatcher }));
    await observed.transport.start();
    await observed.transport.send({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    expect([observed.errors, observed.closes()]).toEqual([[], 0]);
    await observed.transport.close();
    await dispatcher.close();
  });

  it("says why, when the ping could not even be posted", async () => {
    await using server = await scriptedSse({
      post: ({ method }, response) => void response.writeHead(method === "ping" ? 404 : 202).end(),
    });
    await using observed = observe(sse({ url: server.url, sseReadTimeoutMs: 20 }));
    await observed.transport.start();
    await observed.transport.send(initialized);
    await observed.closed();
    expect(observed.errors[0]?.cause).toMatchObject({ code: "CONNECTION", status: 404 });
  });
});

describe("silence over Streamable HTTP", () => {
  it("during a call is the end when a ping is not answered", async () => {
    await using server = await scriptedHttp({ ask: () => {} });
    const transport = streamableHttp({
      url: server.url,
      name: "weather",
      sseReadTimeoutMs: 200,
    });
    await using observed = observe(transport);
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(transport);
    const error = await failure(client.callTool({ name: "echo" }));
    const explained = transport.explain(error, "call");
    expect(explained.message).toContain("no answer to a ping within 200 ms");
    expect(observed.errors).toEqual([explained]);
    expect(observed.closes()).toBe(1);
    expect(server.posted.at(-1)).toEqual({ jsonrpc: "2.0", id: "mcp-team:ping:1", method: "ping" });
    await server.idle();
  });

  it("of a server that answers pings is no reason to end", async () => {
    await using server = await streamableServer();
    await using observed = observe(streamableHttp({ url: server.url, sseReadTimeoutMs: 150 }));
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(observed.transport);
    const before = observed.messages.length;
    await until(() => server.seen.length >= 6);
    expect(observed.messages).toHaveLength(before);
    expect([observed.errors, observed.closes()]).toEqual([[], 0]);
  });

  it("is asked about by server/discover in the modern era, which has no ping", async () => {
    await using server = await modernServer();
    await using observed = observe(streamableHttp({ url: server.url, sseReadTimeoutMs: 150 }));
    const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
    await client.connect(observed.transport);
    expect(await client.callTool(echoText)).toMatchObject({ content: [{ text: "late" }] });
    const methods = server.seen.map(({ headers }) => headers["mcp-method"]);
    expect(methods.slice(0, 3)).toEqual(["server/discover", "tools/call", "server/discover"]);
    expect([observed.errors, observed.closes()]).toEqual([[], 0]);
  });

  it("means nothing while neither an answer nor a stream is open", async () => {
    await using server = await scriptedHttp();
    await using observed = observe(streamableHttp({ url: server.url, sseReadTimeoutMs: 250 }));
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(observed.transport);
    await delay(600);
    expect(server.posted.map(({ method }) => method)).toEqual(["initialize", "notifications/initialized"]);
  });

  it("is broken by the bytes of any answer", async () => {
    const slow: (() => void)[] = [];
    await using server = await scriptedHttp({
      ask: (message: Posted, response) => {
        if (message.method === "ping") response.writeHead(404).end();
        else slow.push(() => answer(message, response, { content: [] }));
      },
    });
    await using observed = observe(streamableHttp({ url: server.url, sseReadTimeoutMs: 100 }));
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(observed.transport);
    const call = client.callTool({ name: "echo" });
    await until(() => server.posted.filter(({ method }) => method === "ping").length >= 3);
    slow[0]?.();
    expect(await call).toMatchObject({ content: [] });
    expect(observed.closes()).toBe(0);
  });
});

describe("the watch for silence", () => {
  it("does not keep the process alive", () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    const before = timers();
    const watch = new SilenceWatch({ silentMs: 10_000, answerMs: 10, probe: () => {}, dead: () => {} });
    watch.start();
    expect(timers()).toBe(before);
    watch.stop();
  });

  it("does not take a process that was busy for a server that is dead", async () => {
    // The other side needs a thread of its own, for this one is going to be blocked.
    const worker = new Worker(
      `const { createServer } = require("node:net");
       const server = createServer((socket) => socket.pipe(socket)).listen(0, "127.0.0.1", () =>
         require("node:worker_threads").parentPort.postMessage(server.address().port));`,
      { eval: true },
    );
    const [port] = (await once(worker, "message")) as [number];
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    let dead = 0;
    const alive = new Promise<void>((resolve) => {
      const watch = new SilenceWatch({
        silentMs: 10,
        answerMs: 20,
        probe: () => {
          socket.write("ping");
          // After the sockets were looked at, and before the timers are: the answer lies there when the time
          // is up.
          setImmediate(() => {
            for (const end = performance.now() + 100; performance.now() < end; );
          });
        },
        dead: () => {
          dead++;
          resolve();
        },
      });
      socket.on("data", () => {
        watch.heard();
        watch.stop();
        resolve();
      });
      watch.start();
    });
    await alive;
    await new Promise(setImmediate);
    socket.destroy();
    await worker.terminate();
    expect(dead).toBe(0);
  });
});
