import { rm, writeFile } from "node:fs/promises";
import { readCallLog, referenceServer, startServer, waitFor, waitForExit } from "@mcp-team/testing";
import { ServerStartError } from "@mcp-team/transports";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { type Connected, connect, kinds, newClient, transportTo } from "./support/connect.js";
import { runServer } from "./support/run-server.js";
import { temporaryFile } from "./support/temporary-file.js";

/** For tests that start several processes one after the other. */
const timeoutMs = 20_000;

describe("brokenWhileFile", () => {
  it(
    "ends every start while the file exists, with its text on stderr",
    async () => {
      await using file = await temporaryFile("broken");
      await writeFile(file.path, "the disk is full\n");
      const starts = [runServer({ brokenWhileFile: file.path }), runServer({ brokenWhileFile: file.path })];
      const ends = await Promise.all(starts.map(({ ended }) => ended));
      expect(ends).toEqual(Array(2).fill({ code: 1, stderr: "the disk is full\n" }));
      await rm(file.path);
      await using connected = await connect({ brokenWhileFile: file.path });
      await writeFile(file.path, "");
      expect(await connected.text("echo", { text: "already running" })).toBe("already running");
      const { stderr } = await runServer({ brokenWhileFile: file.path }).ended;
      expect(stderr).toBe(`broken while ${file.path} exists\n`);
    },
    timeoutMs,
  );

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
  let connected: Connected;
  let log: Awaited<ReturnType<typeof temporaryFile>>;
  beforeAll(async () => {
    log = await temporaryFile("calls.jsonl");
    connected = await connect({ ...kind, log: log.path });
  }, timeoutMs);
  afterAll(async () => {
    await connected[Symbol.asyncDispose]();
    await log[Symbol.asyncDispose]();
  });
  const events = (tool: string) => readCallLog(log.path).filter((entry) => entry.tool === tool);

  it("computes for one call at a time", async () => {
    const start = performance.now();
    await Promise.all([1, 2, 3].map(() => connected.text("compute", { ms: 60 })));
    expect(performance.now() - start).toBeGreaterThanOrEqual(180);
  });

  it("does not compute for a call that was cancelled while it waited", async () => {
    const abort = new AbortController();
    const first = connected.text("compute", { ms: 100 });
    const second = connected.client.callTool(
      { name: "compute", arguments: { ms: 60_000 } },
      { signal: abort.signal },
    );
    const third = connected.text("compute", { ms: 1 });
    abort.abort("enough");
    await expect(second).rejects.toThrow("enough");
    expect(await Promise.all([first, third])).toEqual(["computed for 100 ms", "computed for 1 ms"]);
  });

  it("shows in the call log what it wrote slowly, and that it was begun once", async () => {
    const call = connected.text("slow_write", { ms: 200, key: "a" });
    await waitFor(() => events("slow_write").length === 1);
    expect(await call).toBe("written a");
    expect(events("slow_write")).toMatchObject([
      { event: "start", input: { ms: 200, key: "a" } },
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
