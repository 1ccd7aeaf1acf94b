import { once } from "node:events";
import { request } from "node:http";
import { tool } from "@langchain/core/tools";
import { type Script, waitFor } from "@mcp-team/testing";
import fc from "fast-check";
import { pino } from "pino";
import { z } from "zod";
import { type HttpServeOptions, type Identity, serveTeam } from "../../src/index.js";
import { startTeam } from "../support.js";
import { startIssuer } from "./support/issuer.js";
import { as, keys } from "./support/keys.js";
import { type Sent, send } from "./support/requests.js";

const metadataPath = "/.well-known/oauth-protected-resource";

let issuer: Awaited<ReturnType<typeof startIssuer>>;
let inner: Awaited<ReturnType<typeof startTeam>>;
const lines: string[] = [];
const logger = pino({ level: "info" }, { write: (line) => void lines.push(line) });
/** What the tool of the team saw as the context of its run. */
const whoami = tool((_, runtime) => JSON.stringify(runtime?.context ?? "nobody"), {
  name: "whoami",
  schema: z.object({}),
});
const script: Script = ({ messages }) =>
  messages.at(-1)?.role === "tool"
    ? { content: String(messages.at(-1)?.content) }
    : { toolCalls: [{ name: "whoami", arguments: {} }] };

beforeAll(async () => {
  issuer = await startIssuer();
  inner = await startTeam({}, { name: "inner", tools: [whoami], script });
});

afterAll(async () => {
  await inner[Symbol.asyncDispose]();
  await issuer.close();
});

const serve = (options: Partial<HttpServeOptions> = {}) =>
  serveTeam(inner.team, { transport: "http", logger, ...options });
const jwt = () => ({
  jwksUrl: issuer.issuer,
  issuer: issuer.issuer,
  audience: "team",
  requiredScopes: ["team:use"],
});

describe("a served team with keys and tokens", () => {
  let served: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    const context = (identity: Identity | undefined) => ({
      user: identity?.subject,
      tenant: identity?.claims.tenant,
    });
    served = await serve({
      auth: { keys, jwt: jwt() },
      maxBodyBytes: 1_000_000,
      context,
      expose: "both",
      cors: true,
      allowedOrigins: ["https://app.example.com"],
    });
  });
  afterAll(() => served.close());

  it("refuses what shows none, a wrong one, or one that does not hold, and answers the next good request", async () => {
    const second = Math.floor(Date.now() / 1_000);
    const [head, , signature] = (await issuer.sign()).split(".");
    const forged = Buffer.from('{"sub":"root"}').toString("base64url");
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${forged}.`;
    const wrong: [Record<string, string>, string][] = [
      [{}, "is missing"],
      [{ authorization: `Basic ${btoa(`ann:${keys.ann}`)}` }, "holds something else"],
      [as(`${keys.ann}x`), "not a token"],
      [as(await issuer.sign({ exp: second - 60 })), "has expired"],
      [as(await issuer.sign({ exp: undefined })), "says nothing of exp"],
      [as(await issuer.sign({ nbf: second + 60 })), "does not hold yet"],
      [as(await issuer.sign({ aud: "other" })), "not for this server (aud)"],
      [as(await issuer.sign({ iss: "http://127.0.0.1:1" })), "not for this server (iss)"],
      [as(await issuer.sign({ sub: undefined })), "does not say whose it is"],
      [as(await issuer.sign({}, issuer.stranger)), "signature of the token is wrong"],
      [as([head, forged, signature].join(".")), "signature of the token is wrong"],
      [as(unsigned), "algorithm that is not taken"],
    ];
    for (const [headers, message] of wrong) {
      const answer = await send(served.url, { headers });
      expect([message, answer.status, answer.text]).toEqual([message, 401, expect.stringContaining(message)]);
      const known = `scope="team:use", resource_metadata="${new URL(`${metadataPath}/mcp`, served.url).href}"`;
      expect(answer.headers["www-authenticate"]).toContain(known);
      const sse = await send(served.sseUrl as string, { method: "GET", headers });
      expect(sse.status).toBe(401);
    }
    const allowed = await send(served.url, { headers: as(await issuer.sign({ scope: "read" })) });
    expect(allowed.status).toBe(403);
    expect(allowed.headers["www-authenticate"]).toContain('error="insufficient_scope"');
    // Clocks may be a little apart.
    for (const token of [keys.ann, await issuer.sign(), await issuer.sign({ exp: second - 2 })])
      expect(await send(served.url, { headers: as(token) })).toMatchObject({ status: 200 });
  });

  it.each<[string, Sent, number, string]>([
    ["another host", { headers: { host: "evil.example" } }, 403, "Invalid Host"],
    ["another origin", { headers: { origin: "https://evil.example" } }, 403, "Invalid Origin"],
    ["too large a body", { body: "x".repeat(1_000_001) }, 413, "longer than"],
    ["too deep a body", { body: "[".repeat(1_000) + "]".repeat(1_000) }, 400, "too deep"],
    ["a deep body that is no JSON", { body: '{"a":'.repeat(100_000) }, 400, "too deep"],
    ["another type", { headers: { "content-type": "text/plain" } }, 415, "Content-Type"],
  ])("refuses %s, and answers the next good request", async (_what, sent, status, message) => {
    const headers = as(keys.ann, sent.headers);
    expect(await send(served.url, { ...sent, headers })).toMatchObject({
      status,
      text: expect.stringContaining(message),
    });
    expect(await send(served.url, { headers: as(keys.ann) })).toMatchObject({ status: 200 });
  });

  it("tells clients which authorization server to ask, and browsers what they may", async () => {
    for (const path of [metadataPath, `${metadataPath}/mcp`]) {
      const answer = await send(new URL(path, served.url).href, { method: "GET" });
      expect(JSON.parse(answer.text)).toEqual({
        resource: served.url,
        authorization_servers: [issuer.issuer],
        bearer_methods_supported: ["header"],
        scopes_supported: ["team:use"],
      });
    }
    const origin = "https://app.example.com";
    const preflight = await send(served.url, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,mcp-name",
      },
    });
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        "access-control-allow-origin": origin,
        "access-control-allow-headers": "authorization,mcp-name",
      },
    });
    const refused = await send(served.url, { headers: { origin } });
    expect(refused.headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-expose-headers": expect.stringContaining("www-authenticate"),
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
  });

  it("runs as whoever asks, in both eras and over SSE", async () => {
    const line = (kind: "modern" | "legacy" | "sse", token: string) =>
      kind === "sse"
        ? ({ kind, url: served.sseUrl as string, headers: as(token) } as const)
        : ({ kind: "http", url: served.url, protocol: kind, headers: as(token) } as const);
    const token = await issuer.sign();
    for (const kind of ["modern", "legacy", "sse"] as const) {
      await using outer = await startTeam({ ann: line(kind, keys.ann), cleo: line(kind, token) });
      const call = (name: string, args = {}) => outer.toolset.get(name)?.invoke(args);
      const task = { task: "Who am I?" };
      expect(await call("ann__inner", task)).toBe('{"user":"ann"}');
      expect(await call("cleo__inner", task)).toBe('{"user":"cleo","tenant":"north"}');
      expect(await call("ann__whoami")).toBe('{"user":"ann"}');
      expect(await call("cleo__whoami")).toBe('{"user":"cleo","tenant":"north"}');
    }
  });

  it("gives a session to nobody but who opened it", async () => {
    const opened = await send(served.url, { headers: as(keys.ann) });
    const session = { "mcp-session-id": String(opened.headers["mcp-session-id"]) };
    const ping = { jsonrpc: "2.0", id: 2, method: "ping" };
    const bob = as(keys.bob, session);
    expect(await send(served.url, { headers: bob, body: ping })).toMatchObject({ status: 404 });
    expect(await send(served.url, { headers: bob, method: "GET" })).toMatchObject({ status: 404 });
    expect(await send(served.url, { headers: bob, method: "DELETE" })).toMatchObject({ status: 404 });
    expect(await send(served.url, { headers: session, body: ping })).toMatchObject({ status: 401 });
    expect(await send(served.url, { headers: as(keys.ann, session), body: ping })).toMatchObject({
      status: 200,
    });

    const stream = request(served.sseUrl as string, { headers: as(keys.ann) });
    stream.end();
    const [response] = await once(stream, "response");
    const [chunk] = await once(response, "data");
    const [, endpoint] = /data: (.*)/.exec(String(chunk)) ?? [];
    const messages = new URL(endpoint as string, served.url).href;
    expect(await send(messages, { headers: as(keys.bob), body: ping })).toMatchObject({ status: 404 });
    expect(await send(messages, { headers: as(keys.ann), body: ping })).toMatchObject({ status: 202 });
    stream.destroy();
  });

  it("writes a line for each request: who, what, outcome and time, and never a secret", async () => {
    const before = lines.length;
    await send(`${served.url}?token=${keys.bob}`, { headers: as(keys.ann) });
    await send(served.url, { headers: as(`${keys.bob}x`) });
    const audits = () =>
      lines.slice(before).flatMap((line) => {
        const { audit } = JSON.parse(line);
        // The stream of the test before may be written now.
        return audit?.what.startsWith("POST /mcp") ? [audit] : [];
      });
    await waitFor(() => audits().length === 2);
    expect(audits()).toEqual([
      {
        who: "key:ann",
        what: "POST /mcp initialize",
        address: "127.0.0.1",
        outcome: "done",
        status: 200,
        ms: expect.any(Number),
      },
      {
        who: "anonymous",
        what: "POST /mcp",
        address: "127.0.0.1",
        reason: "NOT_AUTHENTICATED",
        outcome: "refused",
        status: 401,
        ms: expect.any(Number),
      },
    ]);
    for (const key of Object.values(keys)) expect(lines.join("")).not.toContain(key);
  });

  it("answers whatever comes without a 500", async () => {
    const path = fc.oneof(
      fc.constantFrom(
        "/mcp",
        "/sse",
        "/sse/messages",
        "/sse/messages?sessionId=1",
        metadataPath,
        "//",
        "/%zz",
      ),
      fc.webPath(),
    );
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record(
          {
            jsonrpc: fc.constantFrom("2.0", "1.0"),
            id: fc.jsonValue(),
            method: fc.constantFrom("initialize", "tools/list", "tools/call", "server/discover", "ping"),
            params: fc.jsonValue(),
          },
          { requiredKeys: [] },
        )
        .map((message) => JSON.stringify(message)),
    );
    const headers = fc.record(
      {
        authorization: fc.constantFrom(`Bearer ${keys.ann}`, "Bearer x.y.z", "Basic", "Bearer"),
        "content-type": fc.constantFrom("application/json", "application/json; charset=latin1", "text/plain"),
        "mcp-session-id": fc.constantFrom("", "1", "é"),
        "mcp-protocol-version": fc.constantFrom("2025-11-25", "2026-07-28", "x"),
        "x-forwarded-for": fc.constantFrom("1.2.3.4", "x", ""),
        accept: fc.constantFrom("*/*", "text/html"),
        origin: fc.constantFrom("null", "https://app.example.com", "x"),
      },
      { requiredKeys: ["authorization"] },
    );
    const method = fc.constantFrom("POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(method, path, headers, body, async (...[verb, where, head, what]) => {
        const url = new URL(served.url).origin + where;
        const { status } = await send(url, { method: verb, headers: head, body: what });
        statuses.add(status);
        expect(status).toBeLessThan(500);
      }),
      { seed: 5, numRuns: 300, interruptAfterTimeLimit: 5_000, markInterruptAsFailure: false },
    );
    expect(statuses.size).toBeGreaterThan(4);
  });
});
