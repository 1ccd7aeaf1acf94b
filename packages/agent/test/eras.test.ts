import { referenceServer, startServer } from "@mcp-team/testing";
import { ConnectionError, ServerStartError } from "@mcp-team/transports";
import { connectServers, type ProtocolEra, type ProtocolOption, Toolset } from "../src/index.js";
import { define, startTeam, type TestServer } from "./support.js";

/** A server of an era, over a kind of line, and how it is to be reached. */
async function reach(kind: "stdio" | "sse" | "http", era: ProtocolEra) {
  if (kind === "stdio")
    return { options: { kind, ...referenceServer({ era }) } satisfies TestServer, stop: async () => {} };
  const server = await startServer({ transport: kind, era });
  return { options: { kind, url: server.url } satisfies TestServer, stop: () => server.stop() };
}

describe("the era of a server", () => {
  it.each([
    ["stdio", "legacy", "auto"],
    ["stdio", "legacy", "legacy"],
    ["stdio", "modern", "auto"],
    ["stdio", "modern", "modern"],
    ["sse", "legacy", "auto"],
    ["http", "legacy", "auto"],
    ["http", "legacy", "legacy"],
    ["http", "modern", "auto"],
    ["http", "modern", "modern"],
  ] as const)("%s, a %s server, protocol %s: its tools work", async (kind, era, protocol) => {
    const { options, stop } = await reach(kind, era);
    const connections = await connectServers(define({ it: { ...options, protocol } }));
    const toolset = await Toolset.create(connections.all);
    try {
      expect(connections.all.map((connection) => connection.era)).toEqual([era]);
      expect(await toolset.get("add")?.invoke({ a: 2, b: 3 })).toBe("5");
    } finally {
      await connections.close();
      await stop();
    }
  });

  it.each<["stdio" | "http", ProtocolEra, ProtocolOption]>([
    ["stdio", "legacy", "modern"],
    ["stdio", "modern", "legacy"],
    ["http", "legacy", "modern"],
    ["http", "modern", "legacy"],
  ])("%s, a %s server, protocol %s: says that it speaks otherwise", async (kind, era, protocol) => {
    const { options, stop } = await reach(kind, era);
    const error: unknown = await connectServers(define({ it: { ...options, protocol } })).catch(
      (reason) => reason,
    );
    await stop();
    expect(ServerStartError.isInstance(error) || ConnectionError.isInstance(error)).toBe(true);
    expect((error as Error).message).toContain('"it"');
  });

  it("http to a server of 2024 falls back to SSE", async () => {
    await using server = await startServer({ transport: "sse" });
    await using test = await startTeam({ old: { kind: "http", url: server.url } });
    expect(test.team.servers).toMatchObject([{ name: "old", state: "ready", era: "legacy" }]);
    expect(await test.toolset.get("echo")?.invoke({ text: "still here" })).toBe("still here");
  });
});
