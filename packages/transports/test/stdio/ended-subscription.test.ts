import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { type LineOptions, openLine } from "../../src/open-line.js";

const program = fileURLToPath(new URL("../fixtures/ending-server.js", import.meta.url));

async function connect(options: Partial<LineOptions>) {
  const own = { kind: "stdio", command: process.execPath, args: [program], name: "it", timeoutMs: 10_000 };
  const line = openLine({ ...own, ...options } as LineOptions);
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
  await client.connect(line);
  return {
    client,
    /** How many subscriptions the process was asked for that answers. */
    asked: async () => (await client.listTools()).tools[0]?.name,
    [Symbol.asyncDispose]: () => client.close(),
  };
}

describe("a subscription that a server over stdio ends", () => {
  it.each<[string, Partial<LineOptions>]>([
    ["that just ends", { reconnect: false }],
    ["that reopens itself", { reconnect: { initialDelayMs: 10 } }],
  ])("ends for the client: a line %s", async (_what, options) => {
    await using test = await connect(options);
    const { closed } = await test.client.listen({ toolsListChanged: true });
    expect(await closed).toBe("remote");
    expect(await test.asked()).toBe("asked_1");
  });

  it.each<[string, Partial<LineOptions>]>([
    ["that just end", { reconnect: false }],
    ["that reopen themselves", { reconnect: { initialDelayMs: 10, maxDelayMs: 50 } }],
  ])("is asked for again where there are replicas %s", async (_what, options) => {
    await using test = await connect({ ...options, instances: 2 });
    await test.client.listen({ toolsListChanged: true });
    // Only what all of them have is listed.
    while ((await test.asked()) !== "asked_2") await new Promise(setImmediate);
  });
});
