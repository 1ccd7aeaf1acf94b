import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { waitFor } from "@mcp-team/testing";
import { pino } from "pino";
import { type HttpServedTeam, type HttpServeOptions, serveTeam } from "../../src/index.js";
import { startTeam } from "../support.js";
import { holdThreads } from "./support/hold-threads.js";
import { startIssuer } from "./support/issuer.js";
import { as } from "./support/keys.js";
import { accept, initialize, send } from "./support/requests.js";

let issuer: Awaited<ReturnType<typeof startIssuer>>;
let inner: Awaited<ReturnType<typeof startTeam>>;

beforeAll(async () => {
  issuer = await startIssuer();
  inner = await startTeam({}, { name: "inner" });
});

afterAll(async () => {
  await inner[Symbol.asyncDispose]();
  await issuer.close();
});

const serve = (options: Partial<HttpServeOptions> = {}) =>
  serveTeam(inner.team, { transport: "http", ...options });

/** Opens a stream of HTTP+SSE. @returns the status of the answer */
async function visit(sseUrl: string | undefined, headers: Record<string, string> = {}) {
  const stream = request(sseUrl as string, { headers });
  stream.on("error", () => {}).end();
  const [response] = await once(stream, "response");
  return response.statusCode as number;
}

describe("a client that hangs up while its token is checked", () => {
  type Request = readonly [url: string, method: string, headers: Record<string, string>];
  const begun = async (served: HttpServedTeam, headers: Record<string, string>) =>
    String((await send(served.url, { headers })).headers["mcp-session-id"]);

  it.each<[string, (served: HttpServedTeam, headers: Record<string, string>) => Request | Promise<Request>]>([
    ["HTTP+SSE", ({ sseUrl = "" }) => [sseUrl, "GET", {}]],
    ["a session", ({ url }) => [url, "POST", { "content-type": "application/json" }]],
    [
      "the stream of a session",
      async (served, headers) => [served.url, "GET", { "mcp-session-id": await begun(served, headers) }],
    ],
  ])("keeps no place in maxSessions: %s", async (_what, asked) => {
    const outcomes: string[] = [];
    const logger = pino({}, { write: (line) => void outcomes.push(JSON.parse(line).audit?.outcome) });
    const jwt = { jwksUrl: issuer.issuer, issuer: issuer.issuer, audience: "team" };
    await using served = await serve({ auth: { jwt }, maxSessions: 1, sessionIdleMs: 300, logger });
    const token = as(await issuer.sign());
    // From here on the keys of the issuer are known.
    expect(await send(served.url, { headers: token, body: {} })).toMatchObject({ status: 400 });
    const [url, method, headers] = await asked(served, token);
    const threads = holdThreads();
    try {
      const gone = request(url, { method, headers: { accept, ...token, ...headers } });
      gone.on("error", () => {}).end(method === "POST" ? JSON.stringify(initialize) : undefined);
      await once(gone, "finish");
      gone.destroy();
      await waitFor(() => outcomes.includes("cut off"));
    } finally {
      await threads.release();
    }
    // Its token was checked before this one.
    expect(await send(served.url, { headers: token, body: {} })).toMatchObject({ status: 400 });
    await waitFor(async () => (await visit(served.sseUrl, token)) === 200);
  });
});

describe("a client that hangs up before its second request has its turn", () => {
  it("keeps no place, neither of a session nor of a request", async () => {
    await using served = await serve({ maxSessions: 2, maxConcurrent: 2 });
    const { hostname, port, pathname } = new URL(served.sseUrl as string);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(2));
    await once(socket, "data");
    socket.destroy();
    for (let free = 0; free < 2; free++) await waitFor(async () => (await visit(served.sseUrl)) === 200);
  });
});
