import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { text } from "node:stream/consumers";
import { tool } from "@langchain/core/tools";
import { waitFor } from "@mcp-team/testing";
import { ConfigurationError } from "@mcp-team/transports";
import fc from "fast-check";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { pino } from "pino";
import { z } from "zod";
import { createService } from "../src/create-service.js";
import type { InvokeBody, ReadyBody } from "./support/http.js";
import { type RunningService, runningService } from "./support/running-service.js";

const keys = { ann: testSecret("key-of-ann"), bob: testSecret("key-of-bob") };
const as = (key: string, headers = {}) => ({ authorization: `Bearer ${key}`, ...headers });
const ask = { input: "hello" };

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Got<T> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: T;
}

/** Sends a request as it is: `fetch` lets nobody choose the Host. */
async function send<T = InvokeBody>(
  url: string,
  { method = "POST", path = "/invoke", headers, body = ask }: Sent = {},
): Promise<Got<T>> {
  const content = method === "GET" || method === "HEAD" ? "" : asText(body);
  const sent = request(url, {
    method,
    path,
    // A connection of its own: what the server closes after one request must not fail the next.
    agent: false,
    headers: {
      ...(content !== "" && { "content-type": "application/json" }),
      "content-length": Buffer.byteLength(content),
      ...headers,
    },
  });
  sent.end(content);
  const [response] = await once(sent, "response");
  const got = await text(response);
  const isJson = /json/.test(response.headers["content-type"] ?? "");
  const read = isJson && got !== "" ? JSON.parse(got) : got;
  return { status: response.statusCode as number, headers: response.headers, body: read as T };
}

function asText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** Tokens as an authorization server signs them, and where its keys are. */
async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "1", alg: "ES256" };
  const server = createServer((_, response) => void response.end(JSON.stringify({ keys: [jwk] })));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sign = (lifetimeS: number) =>
    new SignJWT({ iss: issuer, aud: "team", sub: "cleo", exp: Math.floor(Date.now() / 1_000) + lifetimeS })
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .sign(privateKey);
  return { issuer, sign, server };
}

const lines: string[] = [];
let issuer: Awaited<ReturnType<typeof startIssuer>>;
let service: RunningService;

const seen = tool((_, runtime) => JSON.stringify([runtime.context, runtime.configurable?.thread_id]), {
  name: "seen",
  schema: z.object({}),
});

beforeAll(async () => {
  issuer = await startIssuer();
  service = await runningService(
    {
      auth: { keys, jwt: { jwksUrl: issuer.issuer, issuer: issuer.issuer, audience: "team" } },
      context: (identity) => ({ user: identity?.subject }),
      allowedOrigins: ["https://app.example.com"],
      cors: true,
      bodyLimitBytes: 10_000,
      logger: pino({ level: "info" }, { write: (line) => void lines.push(line) }),
    },
    { tools: [seen] },
  );
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
  issuer.server.closeAllConnections();
  issuer.server.close();
});

describe("a service that asks who calls", () => {
  const deep = `${"[".repeat(1_000)}${"]".repeat(1_000)}`;
  it.each<[string, () => Sent | Promise<Sent>, number, string]>([
    ["no key", () => ({}), 401, "NOT_AUTHENTICATED"],
    ["no key, at a route that there is not", () => ({ path: "/admin" }), 401, "NOT_AUTHENTICATED"],
    ["no key, for a stream", () => ({ path: "/stream" }), 401, "NOT_AUTHENTICATED"],
    ["a wrong key", () => ({ headers: as(`${keys.ann}x`) }), 401, "NOT_AUTHENTICATED"],
    ["an expired token", async () => ({ headers: as(await issuer.sign(-60)) }), 401, "NOT_AUTHENTICATED"],
    ["a wrong host", () => ({ headers: as(keys.ann, { host: "evil.example" }) }), 403, "HOST_NOT_ALLOWED"],
    [
      "a wrong origin",
      () => ({ headers: as(keys.ann, { origin: "https://evil.example" }) }),
      403,
      "ORIGIN_NOT_ALLOWED",
    ],
    ["too large a body", () => ({ headers: as(keys.ann), body: "x".repeat(10_001) }), 413, "BODY_TOO_LARGE"],
    ["too deep a body", () => ({ headers: as(keys.ann), body: deep }), 400, "BODY_TOO_DEEP"],
    [
      "a deep body that is no JSON",
      () => ({ headers: as(keys.ann), body: '{"a":'.repeat(1_000) }),
      400,
      "BODY_TOO_DEEP",
    ],
    [
      "a body that means to change prototypes",
      () => ({ headers: as(keys.ann), body: '{"input":"x","__proto__":{}}' }),
      400,
      "INVALID_REQUEST",
    ],
  ])("refuses %s, and answers the next good request", async (_what, sent, status, code) => {
    const refused = await send(service.url, await sent());
    expect(refused).toMatchObject({ status, body: { error: { code }, requestId: expect.any(String) } });
    expect(refused.headers["www-authenticate"] !== undefined).toBe(status === 401);
    expect(refused.headers["x-content-type-options"]).toBe("nosniff");
    const token = code === "NOT_AUTHENTICATED" ? await issuer.sign(60) : keys.ann;
    expect(await send(service.url, { headers: as(token) })).toMatchObject({ status: 200 });
  });

  it("refuses what is over the rate, says when to ask again, and answers others", async () => {
    const limited = createService(service.team, {
      auth: { keys },
      rateLimit: { requests: 1, perMs: 60_000 },
    });
    const url = await limited.app.listen({ host: "127.0.0.1", port: 0 });
    const [first, second, other] = [
      await send(url, { headers: as(keys.ann) }),
      await send(url, { headers: as(keys.ann) }),
      await send(url, { headers: as(keys.bob) }),
    ];
    expect([first.status, second.status, other.status]).toEqual([200, 429, 200]);
    expect(second.body.error.code).toBe("RATE_LIMITED");
    expect(Number(second.headers["retry-after"])).toBeGreaterThan(50);
    await limited.drain();
  });

  it("runs as whoever asks, and gives everybody threads of their own", async () => {
    const body = { input: "call seen {}", threadId: "visit-7" };
    const answers = await Promise.all(
      Object.values(keys).map((key) => send(service.url, { headers: as(key), body })),
    );
    expect(answers.map(({ body }) => body.answer)).toEqual([
      'The tool said: [{"user":"ann"},"key:ann/visit-7"]',
      'The tool said: [{"user":"bob"},"key:bob/visit-7"]',
    ]);
  });

  it("tells probes whether it is ready, and which servers it has only those who may use them", async () => {
    const host = { host: "10.0.0.7:8080" };
    expect(await send(service.url, { method: "GET", path: "/health", headers: host })).toMatchObject({
      status: 200,
    });
    const ready = await send<ReadyBody>(service.url, { method: "GET", path: "/ready", headers: host });
    expect(ready).toMatchObject({ status: 200, body: { ready: true, draining: false } });
    expect(ready.body.servers).toBeUndefined();
    const known = await send<ReadyBody>(service.url, {
      method: "GET",
      path: "/ready",
      headers: as(keys.ann),
    });
    expect(known.body.servers).toHaveLength(1);
  });

  it("tells clients which authorization server to ask, and browsers what they may", async () => {
    const path = "/.well-known/oauth-protected-resource";
    const { body } = await send<object>(service.url, { method: "GET", path });
    expect(body).toEqual({
      resource: `${service.url}/`,
      authorization_servers: [issuer.issuer],
      bearer_methods_supported: ["header"],
    });
    const origin = "https://app.example.com";
    const asked = { origin, "access-control-request-method": "POST" };
    const preflight = await send(service.url, { method: "OPTIONS", headers: asked, body: "" });
    expect(preflight.status).toBe(204);
    const answer = await send(service.url, { headers: as(keys.ann, { origin }) });
    expect(answer.headers).toMatchObject({ "access-control-allow-origin": origin, vary: "origin" });
  });

  it("writes who asked for what, and never a secret", async () => {
    const before = lines.length;
    await send(service.url, { path: `/invoke?token=${keys.bob}`, headers: as(keys.ann) });
    await waitFor(() => lines.slice(before).some((line) => line.includes('"audit"')));
    const audits = lines.slice(before).flatMap((line) => JSON.parse(line).audit ?? []);
    expect(audits).toEqual([
      {
        who: "key:ann",
        what: "POST /invoke",
        address: "127.0.0.1",
        outcome: "done",
        status: 200,
        ms: expect.any(Number),
      },
    ]);
  });

  it("answers whatever comes without a 500", async () => {
    const content = fc.oneof(fc.constant("hello"), fc.jsonValue());
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record(
          {
            input: content,
            messages: fc.array(fc.record({ role: fc.constantFrom("user", "tool", "x"), content })),
            threadId: fc.jsonValue(),
          },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
    );
    const path = fc.oneof(
      fc.constantFrom("/invoke", "/stream", "/ready", "/health", "/invoke/", "//", "/%zz", "/%00", "*"),
      fc.webPath().filter((each) => each !== ""),
    );
    const headers = fc.record(
      {
        authorization: fc.constantFrom(`Bearer ${keys.ann}`, `Bearer ${keys.ann}`, "Bearer x.y.z", "Basic"),
        "content-type": fc.constantFrom("application/json", "text/plain", "application/json; charset=x", "x"),
        "x-request-id": fc.constantFrom("1", "é", "a".repeat(500)),
        "x-forwarded-for": fc.constantFrom("1.2.3.4", "x", ""),
        origin: fc.constantFrom("null", "https://app.example.com", "x"),
        host: fc.constantFrom("localhost", "a b", "[::1", ""),
        "accept-version": fc.constantFrom("1", ""),
      },
      { requiredKeys: ["authorization"] },
    );
    const method = fc.constantFrom("POST", "POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH");
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(method, path, headers, body, async (verb, where, head, what) => {
        const { status } = await send(service.url, { method: verb, path: where, headers: head, body: what });
        statuses.add(status);
        expect(status).toBeLessThan(500);
      }),
      { seed: 5, numRuns: 300, interruptAfterTimeLimit: 5_000, markInterruptAsFailure: false },
    );
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404]));
    const logged = lines.join("");
    expect(Object.values(keys).filter((key) => logged.includes(key))).toEqual([]);
  });
});

describe("a service that asks nobody", () => {
  it("answers this machine alone, wherever it listens", async () => {
    await using open = createService(service.team);
    const listening = await open.app.listen({ host: "0.0.0.0", port: 0 });
    const { port } = new URL(listening);
    const here = { host: "localhost" };
    expect(await send(`http://127.0.0.1:${port}`, { headers: here })).toMatchObject({ status: 200 });
    // An address of this machine that others could reach, where it has one.
    const [outer] = Object.values(networkInterfaces()).flatMap((each) =>
      (each ?? []).filter(({ family, internal }) => family === "IPv4" && !internal),
    );
    const { status } = await send(`http://${outer?.address ?? "127.0.0.1"}:${port}`, { headers: here });
    expect(status).toBe(outer === undefined ? 200 : 403);
  });

  it("cannot be made with options that are wrong", () => {
    expect(() => createService(service.team, { auth: {}, allowedIps: ["x"] })).toThrow(ConfigurationError);
  });
});
