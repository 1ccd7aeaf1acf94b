// Runs the examples: `pnpm example <name>`, or `--all` for each of them in turn.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const names = readdirSync(`${root}/examples/src`)
  .filter((file) => file.endsWith(".ts") && file !== "index.ts")
  .map((file) => file.slice(0, -3));

const [wanted, ...args] = process.argv.slice(2);
if (wanted !== "--all" && !names.includes(wanted)) {
  console.error(`${wanted === undefined ? "Which example?" : `There is no example "${wanted}".`} There are:`);
  for (const name of names) console.error(`  pnpm example ${name}`);
  process.exit(2);
}

run("pnpm", ["--silent", "build"]);
for (const name of wanted === "--all" ? names : [wanted]) {
  if (wanted === "--all") console.log(`\n=== ${name}`);
  run(process.execPath, [`${root}/examples/dist/${name}.js`, ...args]);
}

function run(command, argv) {
  const { status, signal, error } = spawnSync(command, argv, { cwd: root, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? (signal ? 1 : 0));
}
