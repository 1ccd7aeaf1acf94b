// Runs the examples: `pnpm example <name>`, or `--all` for each of them in turn. Builds first what they need.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const names = readdirSync(`${root}/examples/src`)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3));

const [wanted, ...args] = process.argv.slice(2);
if (wanted !== "--all" && !names.includes(wanted)) {
  console.error(`${wanted === undefined ? "Which example?" : `There is no example "${wanted}".`} There are:`);
  for (const name of names) console.error(`  pnpm example ${name}`);
  process.exit(2);
}

await build();
for (const name of wanted === "--all" ? names : [wanted]) {
  if (wanted === "--all") console.log(`\n=== ${name}`);
  const status = await finish(
    spawn(process.execPath, [`${root}/examples/dist/${name}.js`, ...args], { cwd: root, stdio: "inherit" }),
  );
  if (status !== 0) process.exit(status);
}

/** Says nothing, unless it fails: the first line of output is the example's. */
async function build() {
  const terminal = process.stderr.isTTY ? process.stderr : undefined;
  terminal?.write("Building …");
  const child = spawn("pnpm", ["--silent", "build", "--filter=@mcp-team/examples..."], {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
    shell: process.platform === "win32", // where pnpm is a script
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  const status = await finish(child);
  terminal?.write("\r\x1b[K");
  if (status === 0) return;
  process.stderr.write(Buffer.concat(output));
  console.error("\nThe build failed, so no example was run.");
  process.exit(status);
}

/** Waits for the end of a program. A signal is passed on to it, and ends this one only after that. */
async function finish(child) {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const passOn = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  try {
    const [status, signal] = await once(child, "close");
    return status ?? 128 + constants.signals[signal];
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    console.error(`There is no "${child.spawnfile}" here. Try: npx --yes pnpm@12.21.0 example ${wanted}`);
    process.exit(127);
  } finally {
    for (const signal of signals) process.off(signal, passOn);
  }
}
