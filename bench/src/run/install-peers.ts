import { spawn } from "node:child_process";
import { once } from "node:events";
import { peersFolder } from "../peers.js";

/**
 * Installs the peers of `bench/peers` as its lockfile has them. Nothing of theirs is run.
 *
 * @returns whether it succeeded
 */
export async function installPeers(): Promise<boolean> {
  const args = ["install", "--frozen-lockfile", "--ignore-scripts", "--reporter=silent"];
  const child = spawn("pnpm", args, {
    cwd: peersFolder,
    stdio: "inherit",
    shell: process.platform === "win32", // where pnpm is a script
  });
  const [status] = (await once(child, "exit").catch(() => [undefined])) as [number | null | undefined];
  return status === 0;
}
