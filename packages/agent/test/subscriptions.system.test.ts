import { referenceServer, startServer, waitFor } from "@mcp-team/testing";
import { startTeam, type TestServer } from "./support.js";

/** A server of an era, how it is reached, and how it is taken away and given back. */
async function reach(kind: "stdio" | "sse" | "http", era: "legacy" | "modern", maxAttempts: number) {
  const reconnect = { initialDelayMs: 10, maxDelayMs: 200, maxAttempts };
  if (kind === "stdio")
    return { line: { kind, ...referenceServer({ era }), protocol: era, reconnect } satisfies TestServer };
  const server = await startServer({ transport: kind, era });
  return { line: { kind, url: server.url, protocol: era, reconnect } satisfies TestServer, server };
}

/** A team with a subscription to the note of its one server. */
async function subscribed(line: TestServer, skipFailedServers = false) {
  const test = await startTeam({ it: line }, { skipFailedServers });
  const updates: unknown[] = [];
  test.team.on("resourceUpdated", (update) => updates.push(update));
  const write = () => test.toolset.get("write_note")?.invoke({ text: "new" });
  /** Writes until it is told of. */
  const toldOfWriting = () => {
    const before = updates.length;
    return waitFor(async () => {
      await write();
      return updates.length > before;
    });
  };
  const end = await test.team.resources.subscribe("text://note");
  return { ...test, updates, write, toldOfWriting, end };
}

describe("a subscription", () => {
  it.each([
    ["stdio", "legacy"],
    ["stdio", "modern"],
    ["sse", "legacy"],
    ["http", "legacy"],
    ["http", "modern"],
  ] as const)("%s, a %s server: tells of changes, also after the server was lost", async (kind, era) => {
    const { line, server } = await reach(kind, era, 1_000);
    await using test = await subscribed(line);
    const { team, updates, write, end } = test;
    const endOther = await team.resources.subscribe("text://note");

    await write();
    await waitFor(() => updates.length > 0);
    expect(updates).toEqual([{ server: "it", uri: "text://note" }]);

    if (server) await server.restart();
    else process.kill(team.servers[0]?.pid as number, "SIGKILL");
    await test.toldOfWriting();

    await end();
    await test.toldOfWriting();
    await endOther();
    await endOther();
    const before = updates.length;
    await write();
    await team.health();
    expect(updates).toHaveLength(before);
    await server?.stop();
  });

  it.each([
    ["sse", "legacy"],
    ["http", "modern"],
  ] as const)(
    "%s, a %s server: is there again when a server that was given up is found",
    async (kind, era) => {
      const { line, server } = await reach(kind, era, 1);
      await using test = await subscribed(line);
      await server?.kill();
      await test.write()?.catch(() => {});
      await waitFor(() => test.team.servers[0]?.state === "failed");
      await server?.restart();
      await waitFor(async () => (await test.team.health()).healthy);
      await test.toldOfWriting();
      // The stream on which changes of lists are told is there again, too.
      const { toolset } = test;
      await waitFor(async () => {
        await toolset.get("grow")?.invoke({});
        return toolset.tools.some(({ name }) => name.startsWith("grown_"));
      });
      await server?.stop();
    },
  );

  it("is made anew when a server that was skipped comes back", async () => {
    await using test = await subscribed({ kind: "stdio", ...referenceServer() }, true);
    process.kill(test.team.servers[0]?.pid as number, "SIGKILL");
    await waitFor(() => test.team.servers[0]?.state === "failed");
    await waitFor(() => test.team.servers[0]?.state === "ready");
    await test.toldOfWriting();
  });
});
