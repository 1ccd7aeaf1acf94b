import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** A process in the table of the system. */
interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly running: boolean;
}

/** The processes below a process, read from the system's own table. */
export function descendantsOf(pid: number): number[] {
  const children = table().filter(({ parent, running }) => parent === pid && running);
  return children.flatMap((child) => [child.pid, ...descendantsOf(child.pid)]);
}

/** The same, once there are so many: nothing tells when a server has started its own. */
export async function grownTo(count: number, pid: number): Promise<number[]> {
  let found = descendantsOf(pid);
  for (; found.length < count; found = descendantsOf(pid)) await delay(5);
  return found;
}

export function isRunning(pid: number): boolean {
  return table().some((entry) => entry.pid === pid && entry.running);
}

/** The processes that end the servers of a process when that is killed. */
export function watchdogsOf(pid: number): number[] {
  return processIds().filter((each) => readProc(each, "cmdline").endsWith(`-watchdog\0${pid}\0`));
}

/** Nothing tells when a process that is not one's own child ends, so the table is read until it has. */
export async function allEnded(pids: readonly number[], timeoutMs = 5_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (let left = pids.filter(isRunning); left.length > 0; left = left.filter(isRunning)) {
    if (Date.now() > deadline) throw new Error(`still running after ${timeoutMs} ms: ${left.join(", ")}`);
    await delay(10);
  }
}

function table(): Entry[] {
  return processIds().flatMap((pid) => {
    const stat = readProc(pid, "stat");
    if (stat === "") return [];
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [{ pid, parent: Number(parent), running: state !== "Z" && state !== "X" }];
  });
}

function processIds(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** @returns nothing for a process that ended while the table was read */
function readProc(pid: number, file: "stat" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
