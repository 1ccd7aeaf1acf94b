// Runs Jest, and then says whether a secret of the tests got into what it printed. Logs and errors that are not printed are
// looked at in each test, by secrets/watch.js.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { findTestSecrets } from "./secrets/test-secrets.js";

const jest = createRequire(import.meta.url).resolve("jest/bin/jest");
// It writes to a pipe, behind which there may be a terminal.
const env = process.stdout.isTTY ? { ...process.env, FORCE_COLOR: "1" } : process.env;
const child = spawn(process.execPath, [jest, ...process.argv.slice(2)], {
  env,
  stdio: ["inherit", "pipe", "pipe"],
});
const leaks = new Set();
let printed = 0;
for (const [source, target] of [
  [child.stdout, process.stdout],
  [child.stderr, process.stderr],
]) {
  let end = "";
  source.setEncoding("utf8").on("data", (chunk) => {
    printed += chunk.length;
    // One may be cut in two.
    const text = end + chunk;
    for (const name of findTestSecrets(text)) leaks.add(`the output: ${name}`);
    end = text.slice(-200);
    target.write(chunk);
  });
}
const [code, signal] = await once(child, "close");
if (leaks.size > 0) {
  process.stderr.write(`\nTest secrets were found in\n  ${[...leaks].join("\n  ")}\n`);
} else {
  process.stderr.write(`No secret of the tests is in the ${printed} characters of this output.\n`);
}
process.exitCode = signal === null && code !== 0 ? code : Number(leaks.size > 0 || signal !== null);
