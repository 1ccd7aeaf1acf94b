import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allEnded, descendantsOf, grownTo, watchdogsOf } from "../process-table.js";
import { fixtureOptions } from "./client.js";

const program = fileURLToPath(new URL("../fixtures/parent.js", import.meta.url));

/** Runs a program that has a server, and gives the processes of that server once it is connected. */
async function runParent(how: string, server: readonly string[]) {
  const parent = spawn(process.execPath, [program, how, ...server], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  const exited = once(parent, "exit");
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(/^ready (\d+)/.exec(line.toString())?.[1]);
  return {
    parent,
    exited,
    pid,
    tree: [pid, ...descendantsOf(pid)],
    all: [...descendantsOf(parent.pid as number), ...watchdogsOf(parent.pid as number)],
  };
}

const { command, args = [] } = fixtureOptions(["linger", "ignore-sigterm", "child"]);
const stubborn = [command, ...args];
const wrapped = ["sh", "-c", `exec 3<&0; "$0" "$@" <&3 & wait`, ...stubborn];

describe("when the program that uses a server ends", () => {
  describe.each([
    ["a stubborn server with children", stubborn],
    ["the same behind a shell", wrapped],
  ])("%s is gone", (_, server) => {
    it.each(["exit", "throw", "reject", "return"])("after the program's own end: %s", async (how) => {
      const { exited, tree } = await runParent(how, server);
      await exited;
      await allEnded(tree);
    });

    it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("after %s to the program", async (signal) => {
      const { parent, exited, tree } = await runParent("wait", server);
      parent.kill(signal);
      const [, endedBy] = await exited;
      expect(endedBy).toBe(signal);
      await allEnded(tree);
    });
  });

  describe("by SIGKILL, which leaves it no time,", () => {
    const [node, ...stubbornArgs] = stubborn;

    it.each([
      ["a server that ignores the end of its stdin and SIGTERM is gone, with its children", stubborn, 2],
      ["so is one behind a shell that waits for it", wrapped, 3],
      ["so is one whose child left the process group", [node as string, ...stubbornArgs, "daemon"], 4],
    ])("%s", async (_, server, atLeast) => {
      const { parent, exited, pid, all } = await runParent("wait", server);
      const below = await grownTo(atLeast, pid);
      parent.kill("SIGKILL");
      await exited;
      await allEnded([pid, ...below, ...all]);
    });

    it("a server is gone that was there before its watchdog was killed and the next server came", async () => {
      const { parent, exited, tree, all } = await runParent("again", stubborn);
      process.kill(-(parent.pid as number), "SIGKILL");
      await exited;
      await allEnded([...tree, ...all]);
    });

    it("a server that reads its stdin has time to end by itself", async () => {
      const folder = mkdtempSync(join(tmpdir(), "parent-ends-"));
      const file = join(folder, "saved");
      const { command, args = [] } = fixtureOptions([`save:${file}`]);
      const { parent, exited, all } = await runParent("wait", [command, ...args]);
      parent.kill("SIGKILL");
      await exited;
      await allEnded(all);
      expect(readFileSync(file, "utf8")).toBe("all of it");
      rmSync(folder, { recursive: true });
    });
  });
});
