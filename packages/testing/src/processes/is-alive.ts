import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Whether a process exists and has not ended. A zombie, which has ended but was not yet waited for, is not alive.
 *
 * @param pid - the process id
 */
export function isAlive(pid: number): boolean {
  if (process.platform === "linux") return isRunning(linuxState(pid));
  if (process.platform === "win32") return answersSignal(pid);
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return isRunning(stdout.trim()[0]);
}

/** Z is a zombie; X and x are dead. */
export function isRunning(state: string | undefined): boolean {
  return state !== undefined && !"ZXx".includes(state);
}

function linuxState(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // pid (command) state …, where the command may hold blanks and parentheses
    return stat[stat.lastIndexOf(")") + 2];
  } catch {
    return undefined;
  }
}

function answersSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
