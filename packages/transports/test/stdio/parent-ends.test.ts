import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { allEnded, descendantsOf } from "../process-table.js";
import { fixtureOptions } from "./client.js";

const program = fileURLToPath(new URL("../fixtures/parent.js", import.meta.url));

/** Runs a program that has a server, and gives the processes of that server once it is connected. */
async function runParent(how: string, server: readonly string[]) {
  const parent = spawn(process.execPath, [program, how, ...server], { stdio: ["ignore", "pipe", "ignore"] });
  const exited = once(parent, "exit");
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(/^ready (\d+)/.exec(line.toString())?.[1]);
  return { parent, exited, tree: [pid, ...descendantsOf(pid)] };
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

  it("a server that reads its stdin ends by itself after SIGKILL to nothing but the program", async () => {
    const plain = fixtureOptions();
    const { parent, exited, tree } = await runParent("wait", [plain.command, ...(plain.args ?? [])]);
    parent.kill("SIGKILL");
    await exited;
    await allEnded(tree);
  });
});
