import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { tool } from "@langchain/core/tools";
import { Guard } from "@mcp-team/agent";
import Fastify from "fastify";
import { z } from "zod";
import { guardRequests } from "../src/guard/guard-requests.js";
import { invokeRoute } from "../src/routes/invoke.js";
import { streamRoute } from "../src/routes/stream.js";
import { admitRuns } from "../src/runs/admit-runs.js";
import { Runs } from "../src/runs/runs.js";
import { type ScriptedTeam, scriptedTeam } from "./support/scripted-team.js";

/** More than the buffers of two sockets hold. */
const large = "x".repeat(20_000_000);

const report = tool(async () => large, {
  name: "report",
  description: "Answers with much.",
  schema: z.object({}),
  returnDirect: true,
});

let scripted: ScriptedTeam;

beforeAll(async () => {
  scripted = await scriptedTeam({ tools: [report] });
});

afterAll(async () => {
  await scripted[Symbol.asyncDispose]();
});

/** The routes, with a limit and a grace that a test can wait for. */
async function routes() {
  const runs = new Runs();
  const app = Fastify({ bodyLimit: 4_000_000 });
  guardRequests(app, new Guard({}));
  app.register(async (scope) => {
    admitRuns(scope, runs, { retryAfterSeconds: 1, readingGraceMs: 300 });
    const options = { team: scripted.team, runTimeoutMs: 3_000, context: undefined };
    invokeRoute(scope, options);
    streamRoute(scope, options);
  });
  const url = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  return {
    app,
    runs,
    port: Number(url.port),
    async [Symbol.asyncDispose]() {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

/** Sends a request, and reads nothing of the answer. */
async function ask(port: number, path: string): Promise<Socket> {
  const body = JSON.stringify({ input: "call report {}" });
  const client = connect(port, "127.0.0.1");
  client.pause();
  await once(client, "connect");
  const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json`;
  client.write(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  return client;
}

/** What a client has got once its connection is closed. */
async function allOf(client: Socket): Promise<string> {
  let got = "";
  client.setEncoding("latin1").on("data", (text: string) => {
    got += text;
  });
  // A connection that is cut off may end with an error, which is no news here.
  client.on("error", () => {}).resume();
  await new Promise((resolve) => client.once("close", resolve));
  return got;
}

describe("a client that does not read its answer", () => {
  it.each(["/stream", "/invoke"])("is cut off once its run had its time: %s", async (path) => {
    await using service = await routes();
    const received = once(service.app.server, "request");
    const client = await ask(service.port, path);
    const [, response] = (await received) as [IncomingMessage, ServerResponse];

    await once(response, "close", { signal: AbortSignal.timeout(15_000) });

    expect(service.runs.count).toBe(0);
    const got = await allOf(client);
    expect(got).toMatch(/^HTTP\/1\.1 200 /);
    expect(got.length).toBeLessThan(large.length);
  });
});
