import { rm, writeFile } from "node:fs/promises";
import { readCallLog, referenceServer, startServer, waitFor, waitForExit } from "@mcp-team/testing";
import { ServerStartError } from "@mcp-team/transports";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { connect, kinds, newClient, transportTo } from "./support/connect.js";
import { runServer } from "./support/run-server.js";
import { temporaryFile } from "./support/temporary-file.js";

describe("brokenWhileFile", () => {
  it("ends every start while the file exists, with its text on stderr", async () => {
    await using file = await temporaryFile("broken");
    await writeFile(file.path, "the disk is full\n");
    for (let start = 0; start < 2; start++) {
      expect(await runServer({ brokenWhileFile: file.path }).ended).toEqual({
        code: 1,
        stderr: "the disk is full\n",
      });
    }
    await rm(file.path);
    await using connected = await connect({ brokenWhileFile: file.path });
    await writeFile(file.path, "");
    expect(await connected.text("echo", { text: "already running" })).toBe("already running");
    expect(await runServer({ brokenWhileFile: file.path }).ended).toEqual({
      code: 1,
      stderr: `broken while ${file.path} exists\n`,
    });
  });

  it("says why a server that listens did not start", async () => {
    await using file = await temporaryFile("broken");
    await writeFile(file.path, "no licence");
    const error = await startServer({ transport: "http", brokenWhileFile: file.path }).catch(
      (e: unknown) => e,
    );
    expect(ServerStartError.isInstance(error) && error).toMatchObject({
      exitCode: 1,
      stderrTail: "no licence\n",
    });
  });
});

describe("dieAfterHandshake", () => {
  it("ends a server over stdio before it answers anything else", async () => {
    const transport = new StdioClientTransport({
      ...referenceServer({ dieAfterHandshake: true }),
      stderr: "pipe",
    });
    let stderr = "";
    transport.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    const client = newClient();
    await client.connect(transport);
    await expect(client.listTools()).rejects.toThrow();
    await waitFor(() => stderr.includes("reference server: ending, right after its handshake\n"));
  });

  it.each(["sse", "http"] as const)("ends a server over %s when the handshake was answered", async (kind) => {
    await using server = await startServer({ transport: kind, dieAfterHandshake: true });
    const client = newClient();
    await client.connect(transportTo(kind, server.url));
    await waitForExit(server.pid);
    await client.close();
  });
});

describe.each(kinds)("a $era reference server over $transport", (kind) => {
  it("computes for one call at a time", async () => {
    await using log = await temporaryFile("calls.jsonl");
    await using connected = await connect({ ...kind, log: log.path });
    const start = performance.now();
    await Promise.all([1, 2, 3].map(() => connected.text("compute", { ms: 60 })));
    expect(performance.now() - start).toBeGreaterThanOrEqual(180);
    const events = readCallLog(log.path).map(({ event }) => event);
    expect(events).toEqual(["start", "start", "start", "end", "end", "end"]);
  });

  it("does not compute for a call that was cancelled while it waited", async () => {
    await using connected = await connect(kind);
    const abort = new AbortController();
    const start = performance.now();
    const first = connected.text("compute", { ms: 100 });
    const second = connected.client.callTool(
      { name: "compute", arguments: { ms: 60_000 } },
      { signal: abort.signal },
    );
    const third = connected.text("compute", { ms: 1 });
    abort.abort("enough");
    await expect(second).rejects.toThrow("enough");
    expect(await Promise.all([first, third])).toEqual(["computed for 100 ms", "computed for 1 ms"]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it("shows in the call log what it wrote slowly, and that it was begun once", async () => {
    await using log = await temporaryFile("calls.jsonl");
    await using connected = await connect({ ...kind, log: log.path });
    const call = connected.text("slow_write", { ms: 200, key: "a" });
    await waitFor(() => readCallLog(log.path).length === 1);
    expect(await call).toBe("written a");
    expect(readCallLog(log.path)).toMatchObject([
      { event: "start", tool: "slow_write", input: { ms: 200, key: "a" } },
      { event: "end" },
    ]);
  });
});

it("a server ends with its stdin, also while it writes slowly", async () => {
  await using log = await temporaryFile("calls.jsonl");
  const server = runServer({ log: log.path });
  server.send({ id: 1, method: "tools/call", params: { name: "slow_write", arguments: { ms: 60_000 } } });
  await waitFor(() => readCallLog(log.path).length === 1);
  server.endInput();
  expect(await server.ended).toMatchObject({ code: 0 });
});
