import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerStartError } from "../../src/errors/index.js";
import type { StdioOptions } from "../../src/stdio/options.js";
import { stdio } from "../../src/stdio/stdio.js";
import { connectTo, fixtureOptions } from "./client.js";

const secret = testSecret("starting");

const folder = mkdtempSync(join(tmpdir(), "stdio-start-"));
const notExecutable = join(folder, "server.sh");
writeFileSync(notExecutable, "#!/bin/sh\n");
chmodSync(notExecutable, 0o644);
afterAll(() => rmSync(folder, { recursive: true }));

/** Connects as a client does, and gives the transport's explanation of the failure. */
async function failure(options: StdioOptions): Promise<ServerStartError> {
  const transport = stdio({ name: "files", timeoutMs: 300, ...options });
  const error = await connectVia(transport);
  await transport.close();
  expect(ServerStartError.isInstance(error)).toBe(true);
  return error as ServerStartError;
}

async function connectVia(transport: ReturnType<typeof stdio>): Promise<unknown> {
  const { Client } = await import("@modelcontextprotocol/client");
  const client = new Client({ name: "test", version: "1.0.0" });
  try {
    await client.connect(transport, { timeout: 300 });
    return undefined;
  } catch (error) {
    return ServerStartError.isInstance(error) ? error : transport.explain(error, "connect");
  }
}

describe("a server that does not start", () => {
  it.each([
    [
      "a command that is not there",
      { command: "no-such-command" },
      "not-found",
      /Install it, or give its full path/,
    ],
    ["a file that is not executable", { command: notExecutable }, "not-executable", /chmod \+x/],
    [
      "a working directory that is not there",
      { command: "node", cwd: "/no/such/folder" },
      "spawn-failed",
      /\/no\/such\/folder does not exist/,
    ],
    [
      "a program that ends",
      fixtureOptions(["exit"]),
      "exited",
      /exit code 3[\s\S]*\| cannot read the database[\s\S]*Run the command by hand/,
    ],
    [
      "a program that says nothing",
      fixtureOptions(["silent"]),
      "no-handshake",
      /within 300 ms[\s\S]*raise `timeoutMs`/,
    ],
  ] as const)("%s: %s", async (_, options, reason, message) => {
    const error = await failure(options);
    expect(error).toMatchObject({ code: "SERVER_START", reason, server: "files" });
    expect(error.message).toMatch(message);
    expect(error.message).toContain(`Server "files" did not start`);
    expect(error.message).toContain(options.command);
  });

  it("keeps the exit code, the signal and the tail of standard error as facts", async () => {
    const error = await failure(fixtureOptions(["exit"]));
    expect(error).toMatchObject({ exitCode: 3, signal: null, stderrTail: "cannot read the database\n" });
  });

  it("masks the values of env in what it quotes", async () => {
    const options = {
      command: "sh",
      args: ["-c", "echo $TOKEN >&2; exit 1", secret],
      env: { TOKEN: secret },
    };
    const error = await failure(options);
    expect(`${error.message}${error.command}${error.stderrTail}`).not.toContain(secret);
    expect(error.message).toContain("***");
  });

  it("may be closed while it starts: nothing runs afterwards", async () => {
    const transport = stdio(fixtureOptions());
    const starting = expect(transport.start()).rejects.toThrow(ServerStartError);
    const closed = countCloses(transport);
    await transport.close();
    await starting;
    expect(transport.pid).toBeUndefined();
    expect(closed()).toBe(1);
  });

  it("cannot be started twice with one transport", async () => {
    await using server = await connectTo(fixtureOptions());
    await expect(server.transport.start()).rejects.toThrow("can be started only once");
  });
});

/** Counts how often a transport says that it is closed. */
function countCloses(transport: ReturnType<typeof stdio>): () => number {
  let count = 0;
  transport.onclose = () => {
    count += 1;
  };
  return () => count;
}
