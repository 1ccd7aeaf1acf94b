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

export function isRunning(pid: number): boolean {
  return table().some((entry) => entry.pid === pid && entry.running);
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
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return [{ pid: Number(name), parent: Number(parent), running: state !== "Z" && state !== "X" }];
    } catch {
      return [];
    }
  });
}
