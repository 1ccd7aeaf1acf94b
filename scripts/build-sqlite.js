// Makes the native part of better-sqlite3, which tests of runs that survive a restart need, where it is not there yet. It is not
// a part of the installation: where no prebuilt one can be had, compiling it takes a minute, and nothing else needs it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const agent = createRequire(new URL("../packages/agent/package.json", import.meta.url));
const checkpointer = createRequire(agent.resolve("@langchain/langgraph-checkpoint-sqlite"));
const folder = dirname(checkpointer.resolve("better-sqlite3/package.json"));

if (!existsSync(join(folder, "build/Release/better_sqlite3.node"))) {
  process.stderr.write("Building better-sqlite3 for the tests, once …\n");
  const { status, stdout, stderr } = spawnSync("npm", ["run", "install"], {
    cwd: folder,
    encoding: "utf8",
    shell: process.platform === "win32", // where npm is a script
  });
  if (status !== 0) {
    process.stderr.write(stdout + stderr);
    console.error(
      "better-sqlite3 could not be built: it needs Python, make and a C++ compiler, or the network.",
    );
    process.exit(1);
  }
}
