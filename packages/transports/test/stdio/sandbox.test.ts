import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../../src/stdio/confine/find-program.js";
import { stdio } from "../../src/stdio/stdio.js";
import { allEnded, grownTo } from "../process-table.js";
import { connectTo, fixtureOptions } from "./client.js";

const folder = mkdtempSync(join(tmpdir(), "stdio-sandbox-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hasBubblewrap = "path" in findProgram("bwrap");

describe("a server in a sandbox", () => {
  it("is started by the words that are put before its command", async () => {
    await using server = await connectTo(
      fixtureOptions([], { sandbox: ["env", "BOX=1", "nice", "-n", "1"] }),
    );
    expect(JSON.parse(await server.call("env"))).toMatchObject({ BOX: "1" });
    expect(await server.call("pid")).toBe(String(server.transport.pid));
  });

  it("has its limits there, too", async () => {
    const options = { limits: { openFiles: 64 }, sandbox: ["env", "BOX=1"] };
    await using server = await connectTo(fixtureOptions([], options));
    expect(JSON.parse(await server.call("env"))).toMatchObject({ BOX: "1" });
    expect(await server.call("openFiles", { count: 64 })).toBe("EMFILE");
  });

  it("whose command only the sandbox knows is quoted with what that says of it", async () => {
    const transport = stdio({ command: "no-such-command", sandbox: ["env", "BOX=1"] });
    const lost = new Promise<void>((resolve) => {
      transport.onclose = () => resolve();
    });
    await transport.start();
    await lost;
    const { message } = transport.explain(undefined, "connect");
    expect(message).toMatch(/`no-such-command` ended with exit code 127 [\s\S]*env: .*no-such-command/);
    await transport.close();
  });

  // Which of the two it is depends on the system.
  if (hasBubblewrap) {
    it("of bubblewrap writes to its working directory and a /tmp of its own, and is ended with all below it", async () => {
      const { args } = fixtureOptions(["linger", "ignore-sigterm", "child"]);
      const server = await connectTo(
        fixtureOptions([], { args, sandbox: "bwrap", cwd: folder, closeGraceMs: 100 }),
      );
      expect(await server.call("write", { path: join(folder, "file") })).toBe("written");
      expect(await server.call("write", { path: "/tmp/file-of-a-sandbox" })).toBe("written");
      expect(await server.call("write", { path: "/usr/file-of-a-sandbox" })).toBe("EROFS");
      expect(readFileSync(join(folder, "file"), "utf8")).toBe("written");
      expect(() => readFileSync("/tmp/file-of-a-sandbox")).toThrow("ENOENT");
      const tree = await grownTo(4, process.pid);
      await server.transport.close();
      await allEnded(tree, 1_000);
    });

    it("of bubblewrap passes a limit as any other does", async () => {
      await using server = await connectTo(
        fixtureOptions([], { sandbox: "bwrap", limits: { memoryMb: 256 } }),
      );
      await expect(server.call("allocate")).rejects.toThrow("Connection closed");
      expect(server.errors.at(-1)?.message).toContain("It passed its memory limit of 256 MB");
    });
  } else {
    it("of bubblewrap is refused where that is missing, with what to install", () => {
      expect(() => stdio(fixtureOptions([], { name: "files", sandbox: "bwrap" }))).toThrow(
        "servers.files.sandbox: needs the program `bwrap`, which is not in PATH: install bubblewrap",
      );
    });
  }
});
