import type { ServerResponse } from "node:http";
import { Client } from "@modelcontextprotocol/client";
import { reconnecting } from "../../src/reconnecting/reconnecting.js";
import { streamableHttp } from "../../src/streamable-http/streamable-http.js";
import { answer, type Posted, scriptedHttp } from "../remote/support/scripted-http.js";

/** A line to a server of a name, and how often each of its methods was asked for. */
async function connect(name: string, ask: (message: Posted, response: ServerResponse) => void) {
  const server = await scriptedHttp({ ask });
  const open = () => streamableHttp({ url: server.url, name });
  const line = reconnecting(open, { timeoutMs: 5_000, name, initialDelayMs: 10 });
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(line);
  const handshakes = () => server.posted.filter(({ method }) => method === "initialize").length;
  const close = async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  };
  return { client, handshakes, [Symbol.asyncDispose]: close };
}

const call = (client: Client, name: string) => client.callTool({ name, arguments: {} });
const nameIn = (message: Posted) => (message as { params?: { name?: string } }).params?.name;
const busy = (response: ServerResponse) => void response.writeHead(503).end();

describe("a server over HTTP that answers 503", () => {
  it("is asked again later, and goes on with what it works on", async () => {
    let refusals = 2;
    const slow: (() => void)[] = [];
    await using test = await connect("crm", (message, response) => {
      const done = () => answer(message, response, { content: [{ type: "text", text: "done" }] });
      if (nameIn(message) === "slow") slow.push(done);
      else if (refusals-- > 0) busy(response);
      else done();
    });
    const first = call(test.client, "slow");
    expect(await call(test.client, "quick")).toMatchObject({ content: [{ text: "done" }] });
    slow[0]?.();
    expect(await first).toMatchObject({ content: [{ text: "done" }] });
    expect([slow.length, test.handshakes()]).toEqual([1, 1]);
  });

  it("is taken for gone when it does so again and again and works on nothing", async () => {
    let refusals = 4;
    await using test = await connect("crm", (message, response) => {
      if (refusals-- > 0) busy(response);
      else answer(message, response, { content: [] });
    });
    expect(await call(test.client, "quick")).toMatchObject({ content: [] });
    expect(test.handshakes()).toBeGreaterThan(1);
  });

  it("fails a call that it refuses each time, and no other one", async () => {
    let asked = 0;
    const slow: (() => void)[] = [];
    await using test = await connect("crm", (message, response) => {
      const done = () => answer(message, response, { content: [] });
      if (nameIn(message) === "slow") return void slow.push(done);
      asked += 1;
      busy(response);
    });
    const first = call(test.client, "slow");
    await expect(call(test.client, "quick")).rejects.toMatchObject({ status: 503, effect: "none" });
    slow[0]?.();
    expect(await first).toMatchObject({ content: [] });
    expect([asked, test.handshakes()]).toEqual([6, 1]);
  });
});

it("a server called after sessions that answers 400 has not lost its session", async () => {
  let asked = 0;
  await using test = await connect("session-store", (_, response) => {
    asked += 1;
    response.writeHead(400, { "content-type": "text/plain" }).end("the argument date is malformed");
  });
  await expect(call(test.client, "quick")).rejects.toMatchObject({ status: 400 });
  expect([asked, test.handshakes()]).toEqual([1, 1]);
});
