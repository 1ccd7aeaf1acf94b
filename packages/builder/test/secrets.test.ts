import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { pino } from "pino";
import { MCPTeamBuilder } from "../src/index.js";
import { startModel } from "./support.js";

const fixture = fileURLToPath(new URL("fixtures/talkative-server.js", import.meta.url));

/** Answers everything with what it was sent: the credentials in all their forms. */
async function talk(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { headers, url = "" } = request;
  const { authorization = "" } = headers;
  const decoded = Buffer.from(authorization.split(" ")[1] ?? "", "base64").toString("latin1");
  const said = JSON.stringify({ headers, url, decoded }).replaceAll(/[^\x20-\x7e]/g, "?");
  const answer = (status: number, type: string, body: string) =>
    void response.writeHead(status, { "content-type": type }).end(body);
  if (request.method !== "POST") return answer(405, "text/plain", said);
  if (url.startsWith("/fail")) return answer(401, "text/plain", said);
  const { id, method, params } = (await json(request)) as {
    readonly id?: number;
    readonly method: string;
    readonly params: { readonly protocolVersion: string; readonly name: string };
  };
  if (id === undefined) return answer(202, "text/plain", "");
  const reply = (message: object) =>
    answer(200, "application/json", JSON.stringify({ jsonrpc: "2.0", id, ...message }));
  if (method === "initialize") {
    const capabilities = { tools: {}, logging: {} };
    const serverInfo = { name: "talkative", version: "1" };
    return reply({ result: { protocolVersion: params.protocolVersion, capabilities, serverInfo } });
  }
  if (method === "tools/list")
    return reply({
      result: {
        tools: ["refuse", "crash", "complain"].map((name) => ({ name, inputSchema: { type: "object" } })),
      },
    });
  if (method !== "tools/call") return reply({ error: { code: -32601, message: "no such method" } });
  if (params.name === "complain")
    return reply({ result: { isError: true, content: [{ type: "text", text: said }] } });
  if (params.name === "crash") return answer(500, "text/plain", said);
  const log = { jsonrpc: "2.0", method: "notifications/message", params: { level: "error", data: said } };
  const error = { jsonrpc: "2.0", id, error: { code: -32000, message: said } };
  const events = [log, error].map((message) => `event: message\ndata: ${JSON.stringify(message)}\n\n`);
  answer(200, "text/event-stream", events.join(""));
}

const secret = testSecret("carried");
const exporter = new InMemorySpanExporter();
let origin: string;
let model: Awaited<ReturnType<typeof startModel>>;
const server = createServer((request, response) => void talk(request, response));

beforeAll(async () => {
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  model = await startModel(({ messages }) =>
    messages.at(-1)?.role === "tool"
      ? { content: "done" }
      : { toolCalls: ["refuse", "crash", "complain"].map((name) => ({ name, arguments: {} })) },
  );
});

afterAll(async () => {
  trace.disable();
  context.disable();
  await model.stop();
  server.closeAllConnections();
  server.close();
});

type AddServers = (builder: MCPTeamBuilder) => MCPTeamBuilder;

/** Two servers that get a secret in one way: one that fails at once, and one that fails when it is called. */
const remote =
  (options: object, place: (url: string) => string = (url) => url): AddServers =>
  (builder) => {
    const legacy = { protocol: "legacy", reconnect: { maxAttempts: 1 }, ...options } as const;
    return builder
      .withMcpServerHttp(place(`${origin}/fail`), { name: "failing", ...legacy })
      .withMcpServerHttp(place(`${origin}/mcp`), { name: "working", ...legacy });
  };
const local =
  (options: object, args: readonly string[] = []): AddServers =>
  (builder) =>
    builder
      .withMcpServer(process.execPath, [fixture, "fail", ...args], { name: "failing", ...options })
      .withMcpServer(process.execPath, [fixture, "work", ...args], { name: "working", ...options });

describe("a secret is in no log, error, snapshot or span when it is", () => {
  it.each<[string, AddServers]>([
    ["a value of env", local({ env: { API_TOKEN: secret } })],
    ["a value of env that is in an argument, too", local({ env: { API_TOKEN: secret } }, [`--x=${secret}`])],
    ["a value of a header", remote({ headers: { "X-Key": secret } })],
    ["a value of a header with a scheme", remote({ headers: { Authorization: `Token ${secret}` } })],
    ["the result of a function of headers", remote({ headers: () => ({ "X-Key": secret }) })],
    ["a bearer token", remote({ auth: { bearer: secret } })],
    ["a bearer token of a function", remote({ auth: { bearer: async () => secret } })],
    ["a key", remote({ auth: { apiKey: secret, header: "X-Key" } })],
    ["a key of a function", remote({ auth: { apiKey: () => secret, header: "X-Key" } })],
    ["a password", remote({ auth: { basic: { username: "me", password: secret } } })],
    ["a password in an address", remote({}, (url) => url.replace("//", `//me:${secret}@`))],
    [
      "a value of env of a server over SSE",
      (builder) => {
        const env = { AUTH_TOKEN: `Bearer ${secret}` };
        return remote({ headers: { "X-Key": secret } })(
          builder.withMcpServerSse(`${origin}/sse`, { name: "sse", env }),
        );
      },
    ],
    ["a value of the query of an address", remote({}, (url) => `${url}?key=${secret}`)],
  ])("%s", async (_carrier, addServers) => {
    exporter.reset();
    const lines: string[] = [];
    const logger = pino({ level: "trace" }, { write: (line) => void lines.push(line) });
    const make = () => addServers(new MCPTeamBuilder("talking").withLlm(model.llm).withLogger(logger));
    const refused: unknown = await make()
      .build()
      .catch((error: unknown) => error);
    const builder = make().skipFailedServers();
    await using team = await builder.build();
    const told: unknown[] = [];
    team.on("state", (status) => void told.push(status));
    const { messages } = await team.invoke({ messages: [{ role: "user", content: "go" }] });
    const health = await team.health();
    const spans = exporter
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
    const surfaces = {
      lines,
      refused,
      stack: (refused as Error).stack,
      messages,
      health,
      spans,
      told,
      configured: builder.servers,
      servers: team.servers,
    };
    // Both did fail, each in its way, or nothing would be shown here.
    expect(refused).toBeInstanceOf(Error);
    expect(team.servers.filter(({ name }) => name !== "sse")).toMatchObject([
      { name: "failing", lastError: expect.any(String) },
      { name: "working" },
    ]);
    expect(messages.filter(({ type }) => type === "tool")).toHaveLength(3);
    expect(spans.length).toBeGreaterThan(2);
    const encoded = Buffer.from(`me:${secret}`).toString("base64").replace(/=+$/, "");
    const leaking = Object.entries(surfaces).flatMap(([name, surface]) => {
      const shown = [inspect(surface, { depth: 20, maxStringLength: null }), JSON.stringify(surface)];
      return shown.some((text) => text.includes(secret) || text.includes(encoded)) ? [name] : [];
    });
    expect(leaking).toEqual([]);
  });
});
