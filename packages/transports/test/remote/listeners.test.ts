import { execFile } from "node:child_process";
import { EventEmitter, getEventListeners, once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createFetch } from "../../src/http/create-fetch.js";
import { remoteServer } from "../../src/http/remote-server.js";
import { connect } from "./support/connect.js";
import { beginStream, listen } from "./support/listen.js";
import { scriptedHttp } from "./support/scripted-http.js";

const manyRequests = fileURLToPath(new URL("../fixtures/many-requests.js", import.meta.url));
const listenersOf = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

describe("the signal of a request", () => {
  it("keeps no listener of requests that shared it and are over", async () => {
    await using server = await listen((_request, response) => void response.end("{}"));
    const remote = createFetch(remoteServer("http", { url: server.origin }));
    const { signal } = new AbortController();
    for (let times = 0; times < 3; times++) await (await remote.fetch(server.origin, { signal })).text();
    expect(listenersOf(signal)).toBe(0);
    await remote.close();
  });

  it("ends the request still", async () => {
    await using server = await listen(() => {});
    const remote = createFetch(remoteServer("http", { url: server.origin }));
    const stop = new AbortController();
    const asked = remote.fetch(server.origin, { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    await remote.close();
  });

  it("keeps no listener of a request whose answer was lost: it may be sent again", async () => {
    await using server = await scriptedHttp({
      ask(_message, response) {
        beginStream(response);
        response.end(": nothing more\n\n");
      },
    });
    await using connected = await connect({ url: server.url });
    const { signal } = new AbortController();
    const request = { jsonrpc: "2.0", id: "again", method: "tools/call" } as const;
    for (let times = 0; times < 3; times++) {
      await new Promise<void>((onRequestStreamEnd) => {
        void connected.transport.send(request, { requestSignal: signal, onRequestStreamEnd });
      });
    }
    expect(listenersOf(signal)).toBe(0);
  });

  it("keeps no listener of a request whose transport was closed: it may go on over another one", async () => {
    const asked = new EventEmitter();
    await using server = await scriptedHttp({
      ask: (_message, response) => {
        beginStream(response);
        asked.emit("begun");
      },
    });
    await using connected = await connect({ url: server.url });
    const { signal } = new AbortController();
    const begun = once(asked, "begun");
    const request = { jsonrpc: "2.0", id: "again", method: "tools/call" } as const;
    const sent = connected.transport.send(request, { requestSignal: signal });
    expect(listenersOf(signal)).toBeGreaterThan(0);
    await begun;
    await connected.transport.close();
    await sent;
    expect(listenersOf(signal)).toBe(0);
  });

  it("may be shared by many requests at once, which is not taken for a leak", async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [manyRequests]);
    expect({ answered: Number(stdout), warnings: stderr }).toEqual({ answered: 30, warnings: "" });
  });
});
