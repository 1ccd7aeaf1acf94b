import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { descendantsOf } from "../processes/descendants-of.js";
import { isAlive } from "../processes/is-alive.js";
import { waitFor } from "../processes/wait-for.js";

/** How long a process has after SIGTERM before it is killed, in milliseconds. */
const graceMs = 1000;

/** Ends a process and all of its descendants: SIGTERM, and SIGKILL for those that stay. */
export async function stopTree(child: ChildProcess): Promise<void> {
  const pid = child.pid;
  if (pid === undefined || hasEnded(child)) return;
  const family = [pid, ...(await descendantsOf(pid))];
  for (const member of family) signal(member, "SIGTERM");
  await waitFor(() => !family.some(isAlive), { timeoutMs: graceMs }).catch(() => {
    for (const member of family.filter(isAlive)) signal(member, "SIGKILL");
  });
  await ended(child);
}

/** Sends a signal to one process and waits for its end. */
export async function killAndWait(child: ChildProcess, signalName: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  child.kill(signalName);
  await ended(child);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function ended(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) await once(child, "exit");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}
