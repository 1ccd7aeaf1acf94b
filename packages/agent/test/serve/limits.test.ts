import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { tool } from "@langchain/core/tools";
import { waitFor } from "@mcp-team/testing";
import { z } from "zod";
import { type HttpServeOptions, serveTeam } from "../../src/index.js";
import { startTeam } from "../support.js";
import { startIssuer } from "./support/issuer.js";
import { as, keys } from "./support/keys.js";
import { send } from "./support/requests.js";

let issuer: Awaited<ReturnType<typeof startIssuer>>;
let inner: Awaited<ReturnType<typeof startTeam>>;
let wasAborted = () => {};
const aborted = new Promise<void>((resolve) => {
  wasAborted = resolve;
});
/** Ends when it is aborted, and not before. */
const wait = tool(
  async (_, { signal }: { signal?: AbortSignal }) => {
    if (signal) await once(signal, "abort");
    wasAborted();
    return "waited";
  },
  { name: "wait", schema: z.object({}) },
);

beforeAll(async () => {
  issuer = await startIssuer();
  inner = await startTeam({}, { name: "inner", tools: [wait] });
});

afterAll(async () => {
  await inner[Symbol.asyncDispose]();
  await issuer.close();
});

const serve = (options: Partial<HttpServeOptions> = {}) =>
  serveTeam(inner.team, { transport: "http", ...options });

describe("a served team with limits", () => {
  it("counts the requests of each caller, also of those who try keys", async () => {
    await using served = await serve({
      auth: { keys },
      rateLimit: { requests: 2, perMs: 600_000 },
      trustedProxies: ["127.0.0.1"],
      allowedIps: ["192.0.2.0/24"],
    });
    const status = async (address: string, key: string) => {
      const { status, headers } = await send(served.url, {
        headers: as(key, { "x-forwarded-for": address }),
      });
      return headers["retry-after"] === undefined ? status : [status, headers["retry-after"]];
    };
    const over = [429, expect.stringMatching(/^[56]\d\d$/)];
    expect([await status("192.0.2.1", keys.ann), await status("192.0.2.2", keys.ann)]).toEqual([200, 200]);
    expect(await status("192.0.2.3", keys.ann)).toEqual(over);
    expect(await status("192.0.2.1", keys.bob)).toBe(200);
    expect([await status("192.0.2.1", "wrong"), await status("192.0.2.1", "wrong")]).toEqual([401, 401]);
    expect(await status("192.0.2.1", "wrong")).toEqual(over);
    expect(await status("192.0.2.4", "wrong")).toBe(401);
    expect(await status("198.51.100.1", keys.bob)).toBe(403);
    expect(await status("192.0.2.9, 198.51.100.1", keys.bob)).toBe(403);
    expect(await status("nobody", keys.bob)).toBe(400);
  });

  it("believes no X-Forwarded-For of others", async () => {
    await using served = await serve({ allowedIps: ["192.0.2.0/24"] });
    const headers = { "x-forwarded-for": "192.0.2.1" };
    expect(await send(served.url, { headers })).toMatchObject({ status: 403 });
  });

  it("has so many requests open at once, of one caller and of all, and frees the places", async () => {
    await using served = await serve({ auth: { keys }, maxConcurrent: 2, maxConcurrentPerCaller: 1 });
    const streams: ClientRequest[] = [];
    const open = async (key: string) => {
      const stream = request(served.sseUrl as string, { headers: as(key) });
      stream.on("error", () => {}).end();
      streams.push(stream);
      const [response] = await once(stream, "response");
      return [response.statusCode, stream] as const;
    };
    const [first, stream] = await open(keys.ann);
    const [second] = await open(keys.ann);
    const [third] = await open(keys.bob);
    expect([first, second, third]).toEqual([200, 503, 200]);
    stream.destroy();
    await waitFor(async () => (await send(served.url, { headers: as(keys.ann) })).status === 200);
    for (const each of streams) each.destroy();
  });

  it("does not wait for the rest of a request for longer than requestTimeoutMs", async () => {
    await using served = await serve({ requestTimeoutMs: 100 });
    const { hostname, port, pathname } = new URL(served.url);
    const socket = connect(Number(port), hostname);
    socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 9\r\n\r\n{`);
    expect(await text(socket)).toContain("408 Request Timeout");
    expect(await send(served.url)).toMatchObject({ status: 200 });
  });

  it("aborts a call that runs for longer than callTimeoutMs", async () => {
    await using served = await serve({ callTimeoutMs: 100, expose: "tools" });
    await using outer = await startTeam({ served: { kind: "http", url: served.url } });
    await expect(outer.toolset.get("wait")?.invoke({})).rejects.toThrow("took longer than 100 ms");
    await aborted;
  });

  it("is open to other machines with auth, or to nobody", async () => {
    await using served = await serve({
      host: "0.0.0.0",
      auth: { keys },
      allowedHosts: ["team.example.com"],
    });
    const url = served.url.replace("0.0.0.0", "127.0.0.1");
    const host = { host: "team.example.com" };
    expect(await send(url, { headers: host })).toMatchObject({ status: 401 });
    expect(await send(url, { headers: as(keys.ann, host) })).toMatchObject({ status: 200 });
  });

  it("says when the keys of an issuer cannot be had: nobody is let in, and nobody is called a liar", async () => {
    const nobody = `${issuer.issuer.replace(/\d+$/, "1")}/jwks`;
    const jwt = { jwksUrl: nobody, issuer: issuer.issuer, audience: "team" };
    await using served = await serve({ auth: { keys, jwt } });
    const answer = await send(served.url, { headers: as(await issuer.sign()) });
    expect(answer).toMatchObject({ status: 503, text: expect.stringContaining("cannot be had") });
    expect(await send(served.url, { headers: as(keys.ann) })).toMatchObject({ status: 200 });
  });
});
