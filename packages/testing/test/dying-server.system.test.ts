import { rm, writeFile } from "node:fs/promises";
import { isAlive, startServer, waitFor, waitForExit } from "@mcp-team/testing";
import { connect, kinds, newClient, transportTo } from "./support/connect.js";
import { runServer } from "./support/run-server.js";
import { temporaryFile } from "./support/temporary-file.js";

/** For tests that start several processes one after the other. */
const timeoutMs = 20_000;

describe.each(kinds)("dieAfterCalls, $era over $transport", (kind) => {
  it("ends the server when the last of them was answered", async () => {
    await using connected = await connect({ ...kind, dieAfterCalls: 2 });
    const pid = Number(await connected.text("pid"));
    expect(isAlive(pid)).toBe(true);
    expect(await connected.text("big", { bytes: 200_000 })).toHaveLength(200_000);
    await waitForExit(pid);
  });
});

describe("dieWhenFile", () => {
  it(
    "ends one of several servers, once for each time that the file appears",
    async () => {
      await using file = await temporaryFile("cue");
      const servers = [1, 2, 3].map(() => runServer({ dieWhenFile: file.path }));
      const living = () => servers.filter(({ pid }) => isAlive(pid)).length;
      for (const server of servers) {
        server.send({ id: 1, method: "ping" });
        await waitFor(() => server.lines.length === 1);
      }
      await writeFile(file.path, "");
      await waitFor(() => living() === 2);
      await writeFile(file.path, "");
      await waitFor(() => living() === 1);
      for (const { pid, endInput } of servers) if (isAlive(pid)) endInput();
      const ends = await Promise.all(servers.map(({ ended }) => ended));
      expect(ends.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
      expect(ends.map(({ stderr }) => stderr)).toContain(
        `reference server: ending, because ${file.path} appeared\n`,
      );
    },
    timeoutMs,
  );

  it(
    "ends a server that finds the file when it starts, and not the next one",
    async () => {
      await using file = await temporaryFile("cue");
      await writeFile(file.path, "");
      expect(await runServer({ dieWhenFile: file.path }).ended).toMatchObject({ code: 1 });
      await using connected = await connect({ transport: "http", dieWhenFile: file.path });
      expect(await connected.text("echo", { text: "alive" })).toBe("alive");
    },
    timeoutMs,
  );

  it("refuses a file in a folder that does not exist", async () => {
    expect(await runServer({ dieWhenFile: "/no/such/folder/cue" }).ended).toEqual({
      code: 1,
      stderr: "dieWhenFile: /no/such/folder/cue has no folder\n",
    });
  });
});

describe.each(["sse", "http"] as const)("restart, over %s", (transport) => {
  it(
    "puts another process on the same port that knows none of the sessions",
    async () => {
      await using server = await startServer({ transport, tools: ["remember", "recall"] });
      const { url, pid } = server;
      const client = newClient();
      await client.connect(transportTo(transport, url));
      await client.callTool({ name: "remember", arguments: { key: "a", value: "b" } });
      await server.restart();
      expect([isAlive(pid), isAlive(server.pid), server.url]).toEqual([false, true, url]);
      if (transport === "http") await expect(client.ping()).rejects.toThrow("Session not found");
      await client.close();
      const again = newClient();
      await again.connect(transportTo(transport, url));
      expect(await again.callTool({ name: "recall", arguments: { key: "a" } })).toMatchObject({
        isError: true,
      });
      await again.close();
    },
    timeoutMs,
  );
});

describe("a server that can be restarted", () => {
  it(
    "is started again after it was killed, and stopped for good while it restarts",
    async () => {
      const server = await startServer({ transport: "http" });
      await server.kill();
      await server.restart();
      const { pid } = server;
      const restarted = server.restart();
      await server.stop();
      await restarted;
      expect([isAlive(pid), isAlive(server.pid)]).toEqual([false, false]);
    },
    timeoutMs,
  );

  it(
    "says why it did not start again, and can be mended",
    async () => {
      await using file = await temporaryFile("broken");
      await using server = await startServer({ transport: "http", brokenWhileFile: file.path });
      await writeFile(file.path, "no licence");
      await expect(server.restart()).rejects.toThrow("no licence");
      await rm(file.path);
      await server.restart();
      expect(isAlive(server.pid)).toBe(true);
    },
    timeoutMs,
  );
});
