import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("main.js", import.meta.url));

/** Runs programs one after the other, each in a process of its own: what one leaves behind is not the next one's. */
export async function runAll(names: readonly string[], options: readonly string[]): Promise<number> {
  const failed: string[] = [];
  for (const name of names) {
    const args = [...process.execArgv, main, name, ...options];
    const child = spawn(process.execPath, args, { stdio: "inherit" });
    const [status] = (await once(child, "exit")) as [number | null];
    if (status !== 0) failed.push(name);
  }
  console.log(failed.length === 0 ? "Every promise was kept." : `Not kept: ${failed.join(", ")}.`);
  return failed.length === 0 ? 0 : 1;
}
