import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stdio } from "../../src/stdio/stdio.js";
import { connectTo, fixtureOptions } from "./client.js";

const folder = mkdtempSync(join(tmpdir(), "stdio-limits-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a server with limits", () => {
  it("dies alone when it passes its memory limit, and the error says so", async () => {
    await using other = await connectTo(fixtureOptions());
    await using server = await connectTo(fixtureOptions([], { name: "hog", limits: { memoryMb: 256 } }));
    await expect(server.call("allocate")).rejects.toThrow("Connection closed");
    expect(server.errors.at(-1)?.message).toMatch(
      /^Server "hog" was lost: `[^`]*stdio-server\.js` ended .*\. It passed its memory limit of 256 MB \(limits\.memoryMb\)\./,
    );
    expect(server.errors.at(-1)).toMatchObject({
      code: "CONNECTION",
      hint: "Raise `limits.memoryMb`, or ask the server for less at once.",
    });
    expect(await other.call("pid")).toBe(String(other.transport.pid));
  });

  it("that cannot even start within them says so", async () => {
    const transport = stdio(fixtureOptions([], { limits: { openFiles: 12 } }));
    const lost = new Promise<void>((resolve) => {
      transport.onclose = () => resolve();
    });
    await transport.start();
    await lost;
    const error = transport.explain(undefined, "connect");
    expect(error).toMatchObject({ code: "SERVER_START", reason: "exited" });
    expect(error.message).not.toContain("prlimit");
    await transport.close();
  });

  it("has no more files open than it may", async () => {
    await using server = await connectTo(fixtureOptions([], { limits: { openFiles: 64 } }));
    expect(await server.call("openFiles", { count: 64 })).toBe("EMFILE");
    expect(await server.call("pid")).toBe(String(server.transport.pid));
  });

  it("ends when it has computed for as long as it may", async () => {
    await using server = await connectTo(fixtureOptions([], { limits: { cpuSeconds: 1 } }));
    await expect(server.call("compute")).rejects.toThrow("Connection closed");
    expect(server.errors.at(-1)?.message).toContain(
      "ended by signal SIGXCPU. It passed its limit of 1 s of processor time (limits.cpuSeconds).",
    );
  });

  it("hears of a missing command, and of one that may not be executed, as without limits", async () => {
    const plain = join(folder, "server.sh");
    writeFileSync(plain, "#!/bin/sh\n");
    chmodSync(plain, 0o644);
    const limits = { memoryMb: 256 };
    const starting = (command: string, options = {}) => stdio({ command, limits, ...options }).start();
    await expect(starting("no-such-command")).rejects.toMatchObject({
      reason: "not-found",
      command: "no-such-command",
    });
    await expect(starting(plain)).rejects.toMatchObject({ reason: "not-executable" });
    await expect(starting("./server.sh", { cwd: folder })).rejects.toMatchObject({
      reason: "not-executable",
    });
    await expect(starting("node", { cwd: "/no/such/folder" })).rejects.toThrow(
      "/no/such/folder does not exist",
    );
    await expect(starting("sh", { env: { PATH: folder } })).rejects.toMatchObject({ reason: "not-found" });
  });
});
