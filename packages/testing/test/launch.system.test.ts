import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import {
  descendantsOf,
  isAlive,
  type ReferenceServerOptions,
  referenceServer,
  startServer,
  startServerProcess,
  waitForExit,
} from "@mcp-team/testing";
import { ServerStartError, TimeoutError } from "@mcp-team/transports";
import { connect, newClient, transportTo } from "./support/connect.js";

const node = (script: string) => ({ command: process.execPath, args: ["-e", script] });

/** What an awaited promise was rejected with. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("startServerProcess", () => {
  it("gives the URL that any program announces, and what it wrote to stderr", async () => {
    const script = 'console.error("warming up"); console.log("noise\\nlistening on http://127.0.0.1:1/x");';
    await using server = await startServerProcess(node(`${script} setInterval(() => {}, 1000)`));
    expect(server.url).toBe("http://127.0.0.1:1/x");
    expect(server.stderr()).toBe("warming up\n");
    expect(isAlive(server.pid)).toBe(true);
  });

  it("passes variables on, but not those of this process", async () => {
    process.env.PRIVATE_OF_TEST = "secret";
    const script = "console.log('listening on ' + process.env.PUBLIC + process.env.PRIVATE_OF_TEST)";
    await using server = await startServerProcess({
      ...node(`${script}; setInterval(() => {}, 1000)`),
      env: { PUBLIC: "p" },
    });
    expect(server.url).toBe("pundefined");
    delete process.env.PRIVATE_OF_TEST;
  });

  it("rejects with stderr when the program ends first", async () => {
    const error = await rejection(startServerProcess(node('console.error("no licence"); process.exit(7)')));
    expect(ServerStartError.isInstance(error) && error).toMatchObject({
      reason: "exited",
      exitCode: 7,
      stderrTail: "no licence\n",
    });
  });

  it("rejects when the command does not exist", async () => {
    const error = await rejection(startServerProcess({ command: "no-such-command-here" }));
    expect(ServerStartError.isInstance(error) && error.reason).toBe("not-found");
  });

  it("rejects when the line does not come in time, and leaves nothing running", async () => {
    const script = "console.error(process.pid); setInterval(() => {}, 1000)";
    const error = await rejection(startServerProcess({ ...node(script), timeoutMs: 300 }));
    expect(TimeoutError.isInstance(error) && error.timeoutMs).toBe(300);
    expect(String(error)).toContain("did not listen within 300 ms");
    const pid = Number(/so far:\n(\d+)/.exec(String(error))?.[1]);
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });
});

describe("startServer", () => {
  it("stops the server, also when told twice", async () => {
    const server = await startServer({ transport: "http" });
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  it("starts again on the port of a server that was killed", async () => {
    const first = await startServer({ transport: "sse" });
    await first.kill();
    expect(isAlive(first.pid)).toBe(false);
    await using second = await startServer({ transport: "sse", port: Number(new URL(first.url).port) });
    expect(second.url).toBe(first.url);
  });

  it("rejects with the message of a server that crashes on start", async () => {
    const error = await rejection(startServer({ transport: "http", crashOnStart: "no database" }));
    expect(ServerStartError.isInstance(error) && error).toMatchObject({
      exitCode: 1,
      stderrTail: "no database\n",
    });
  });

  it.each<[ReferenceServerOptions, string]>([
    [{ tools: ["echo", "fly"] }, 'tools: this server has no tool "fly"'],
    [{ era: "modern", transport: "sse" }, "transport: the modern era has no SSE transport"],
    [{ port: 70_000 }, "port: "],
  ])("rejects with what is wrong with the options %j", async (options, message) => {
    const error = await rejection(startServer({ transport: "http", ...options } as never));
    expect(ServerStartError.isInstance(error) && error).toMatchObject({ exitCode: 2 });
    expect(String(error)).toContain(message);
  });

  it("waits for a server that takes its time", async () => {
    const before = performance.now();
    await using server = await startServer({ transport: "http", startupDelayMs: 400 });
    expect(performance.now() - before).toBeGreaterThanOrEqual(400);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
  });

  it("stops a server that ignores SIGTERM, and its child", async () => {
    const server = await startServer({ transport: "http", ignoreSigterm: true, spawnChild: true });
    const client = newClient();
    await client.connect(transportTo("http", server.url));
    const { content } = await client.callTool({ name: "child_pid" });
    const childPid = Number(content[0]?.type === "text" && content[0].text);
    expect(await descendantsOf(server.pid)).toEqual([childPid]);
    process.kill(server.pid, "SIGTERM");
    expect(await client.ping()).toBeDefined();
    await client.close();
    await server.stop();
    expect([server.pid, childPid].map(isAlive)).toEqual([false, false]);
  });

  it("leaves no program of its own when the process that started it ends", async () => {
    const script = `import { startServerProcess } from "@mcp-team/testing";
      const program = "console.log('listening on x'); setInterval(() => {}, 1000)";
      const server = await startServerProcess({ command: process.execPath, args: ["-e", program] });
      console.log(server.pid);
      process.exit();`;
    const starter = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
      cwd: import.meta.dirname,
    });
    const [line] = await once(createInterface({ input: starter.stdout }), "line");
    await waitForExit(Number(line));
  });

  it("leaves no server when the process that started it is killed", async () => {
    const script = `import { startServer } from "@mcp-team/testing";
      const server = await startServer({ transport: "sse" });
      console.log(server.pid);`;
    const starter = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
      cwd: import.meta.dirname,
    });
    const [line] = await once(createInterface({ input: starter.stdout }), "line");
    expect(isAlive(Number(line))).toBe(true);
    starter.kill("SIGKILL");
    await waitForExit(Number(line));
  });
});

describe("a reference server over stdio", () => {
  const started = (options: ReferenceServerOptions) => {
    const { command, args } = referenceServer(options);
    return spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
  };

  it.each(["legacy", "modern"] as const)("ends with its stdin (%s)", async (era) => {
    const child = started({ era });
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("lives on without stdin when it is told to", async () => {
    const child = started({ ignoreStdinEnd: true, spawnChild: true });
    const [pid] = [child.pid as number];
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" })}\n`);
    await once(child.stdout, "data");
    child.stdin.end();
    await expect(waitForExit(pid, 300)).rejects.toThrow(`Waited 300 ms for process ${pid} to end, in vain`);
    for (const descendant of await descendantsOf(pid)) process.kill(descendant, "SIGKILL");
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  it("writes noise before the first message when it is told to", async () => {
    const child = started({ prefixStdoutNoise: true });
    child.stdin.end(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" })}\n`);
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    expect(lines).toEqual([
      "Reference server is starting",
      '{"level":"info","msg":"not JSON-RPC"}',
      JSON.stringify({ result: {}, jsonrpc: "2.0", id: 1 }),
    ]);
  });

  it("offers only the tools that it is told to", async () => {
    await using connected = await connect({ tools: ["pid", "add"] });
    const { tools } = await connected.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["add", "pid"]);
  });

  it("crashes in the middle of a call, with the exit code that was asked for", async () => {
    const child = started({});
    const call = { method: "tools/call", params: { name: "crash", arguments: { code: 42 } } };
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, ...call })}\n`);
    expect(await once(child, "exit")).toEqual([42, null]);
  });
});
