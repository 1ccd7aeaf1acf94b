import { getEventListeners, once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readAll } from "node:stream/consumers";
import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from "node:zlib";
import undici from "undici";
import { ExchangeEnd } from "../../src/http/exchange-end.js";
import { plainFetch } from "../../src/http/plain-fetch.js";

const text = "as it was before, ".repeat(1_000);

async function listen(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new undici.Agent();
  return {
    fetch: (path: string, init: Partial<Parameters<typeof plainFetch>[3]> = {}) =>
      plainFetch(undici, agent, new URL(path, `http://127.0.0.1:${port}`), { headers: {}, ...init }),
    [Symbol.asyncDispose]: async () => {
      await agent.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

describe("the short way of fetch", () => {
  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
    ["identity", Buffer.from],
  ] as const)("undoes the content encoding %s", async (encoding, encode) => {
    await using server = await listen((request, response) => {
      expect(request.headers["accept-encoding"]).toBe("gzip, deflate, br");
      response.writeHead(200, { "content-encoding": encoding }).end(encode(text));
    });
    expect(await (await server.fetch("/")).text()).toBe(text);
  });

  it("gives what a compressed stream has sent before the rest of it comes", async () => {
    const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
    await using server = await listen((_request, response) => {
      gzip.pipe(response.writeHead(200, { "content-encoding": "gzip" }));
      gzip.write("the first event");
    });
    const reader = (await server.fetch("/")).body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe("the first event");
    await reader?.cancel();
  });

  it("fails when a compressed body is cut off", async () => {
    await using server = await listen((_request, response) => {
      const whole = gzipSync(text);
      response.writeHead(200, { "content-encoding": "gzip", "content-length": whole.length });
      response.write(whole.subarray(0, 20), () => response.destroy());
    });
    await expect((await server.fetch("/")).text()).rejects.toThrow();
  });

  it.each([
    ["POST", 200, "text/event-stream; charset=utf-8", "taken: data"],
    ["GET", 200, "text/event-stream", "data"],
    ["POST", 200, "application/json", "data"],
    ["POST", 500, "text/event-stream", "data"],
  ])(
    "has streams of events that answer a message taken, and nothing else: %s, %i, %s",
    async (method, status, type, expected) => {
      await using server = await listen((_request, response) => {
        response
          .writeHead(status, { "content-type": type, "content-encoding": "gzip" })
          .end(gzipSync("data"));
      });
      const answer = await server.fetch("/", {
        method,
        ...(method === "POST" && { body: "{}" }),
        takeEvents: async (body, head) => new Response(`taken: ${await readAll(body)}`, head),
      });
      expect([answer.status, await answer.text()]).toEqual([status, expected]);
    },
  );

  it.each([
    ["manual", 307, ""],
    ["follow", 200, "here, by POST"],
  ] as const)("leaves a redirect alone or goes where it leads: %s", async (redirect, status, expected) => {
    await using server = await listen((request, response) => {
      if (request.url === "/here") response.end(`here, by ${request.method}`);
      else response.writeHead(307, { location: "/here" }).end();
    });
    const answer = await server.fetch("/", { method: "POST", body: "{}", redirect });
    expect([answer.status, await answer.text()]).toEqual([status, expected]);
  });

  it("has the reason of an abort, before the answer and in its body", async () => {
    await using server = await listen((request, response) => {
      if (request.url === "/body") response.write("so far");
    });
    for (const path of ["/head", "/body"]) {
      const controller = new AbortController();
      const reason = new TypeError("enough");
      const answer = server.fetch(path, { signal: controller.signal }).then((got) => got.text());
      setImmediate(() => controller.abort(reason));
      await expect(answer).rejects.toBe(reason);
    }
  });

  it.each(["/head", "/body", "/redirect"])(
    "is ended alone among those that share a signal, and leaves it no listener: %s",
    async (path) => {
      await using server = await listen((request, response) => {
        if (request.url === "/body") response.write("so far");
        if (request.url === "/redirect") response.writeHead(307, { location: "/head" }).end();
      });
      const { signal } = new AbortController();
      const end = new ExchangeEnd();
      const other = new ExchangeEnd();
      const reason = new TypeError("enough");
      const answer = server.fetch(path, { signal, end }).then((got) => got.text());
      const going = server.fetch("/body", { signal, end: other });
      await going;
      setImmediate(() => end.end(reason));
      await expect(answer).rejects.toBe(reason);
      // One that was ended before it began is not sent.
      await expect(server.fetch("/head", { signal, end })).rejects.toBe(reason);
      expect(getEventListeners(signal, "abort")).toHaveLength(1);
      const body = (await going).text();
      other.end(reason);
      await expect(body).rejects.toBe(reason);
      expect(getEventListeners(signal, "abort")).toHaveLength(0);
    },
  );
});
