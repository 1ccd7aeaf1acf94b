import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * The processes with a word in their command line, also those whose parent has ended: they are nobody's descendants.
 * Windows has no `ps`, and gives none.
 */
export async function processesNamed(word: string): Promise<number[]> {
  if (process.platform === "win32") return [];
  const { stdout } = await run("ps", ["-A", "-ww", "-o", "pid=,args="], { maxBuffer: 2 ** 26 });
  return stdout
    .split("\n")
    .filter((line) => line.includes(word))
    .map((line) => Number.parseInt(line, 10));
}
