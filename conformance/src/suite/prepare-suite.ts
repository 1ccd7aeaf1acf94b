import { suiteFolder, suiteProgram } from "./files.js";
import { type Ended, runCommand } from "./run-command.js";

/** The suite needs at least this version of Node.js. */
const oldestMajor = 22;

/** What brings one where the project runs on an older one. */
const newerNode = "node@24.21.0";

/** Runs the suite with a command of its own. */
export type Suite = (...args: readonly string[]) => Promise<Ended>;

/**
 * Installs the suite as its lockfile has it, and finds a Node.js that can run it. Nothing of its packages is run for that.
 *
 * @throws TypeError when either cannot be had
 */
export async function prepareSuite(): Promise<Suite> {
  const [, node] = await Promise.all([install(), findNode()]);
  return (...args) => runCommand(node, [suiteProgram, ...args]);
}

async function install(): Promise<void> {
  const args = ["install", "--frozen-lockfile", "--ignore-scripts", "--reporter=silent"];
  const { status, stderr } = await runCommand("pnpm", args, suiteFolder);
  if (status !== 0) throw new TypeError(`The suite could not be installed: ${stderr}`);
}

async function findNode(): Promise<string> {
  if (Number.parseInt(process.versions.node, 10) >= oldestMajor) return process.execPath;
  const { status, stdout, stderr } = await runCommand("npx", [
    "--yes",
    "-p",
    newerNode,
    "node",
    "-p",
    "process.execPath",
  ]);
  const node = stdout.trim();
  // npx puts its own before others, unless it could not bring one.
  if (status !== 0 || node === process.execPath)
    throw new TypeError(`${newerNode} could not be had: ${stderr}`);
  return node;
}
