import { setTimeout as delay } from "node:timers/promises";
import { descendantsOf, groupIsAlive, killSurvivors, signalGroup } from "./process-tree.js";

const pollMs = 10;

/** A server process that has to end. */
export interface StoppableProcess {
  readonly pid: number;
  /** Resolves when the process itself has ended. */
  readonly exited: Promise<unknown>;
  endStdin(): void;
}

/**
 * Ends a server with all its descendants, each step after the time it had for the one before: the end of stdin, SIGTERM to
 * its process group, SIGKILL. Source: MCP specification, lifecycle, shutdown of stdio.
 *
 * @param graceMs - how long each of the first two steps may take, in milliseconds
 */
export async function stopProcess(server: StoppableProcess, graceMs: number): Promise<void> {
  // Taken before anything ends: afterwards a descendant that left the group can no longer be told from a stranger.
  const descendants = descendantsOf(server.pid);
  server.endStdin();
  const stopped = (await endsWithin(server, graceMs)) || (await endsAfter("SIGTERM", server, graceMs));
  if (!stopped) await endsAfter("SIGKILL", server, graceMs);
  killSurvivors(descendants);
}

/** Ends what a server that died by itself left behind in its process group. */
export async function stopOrphans(pid: number, graceMs: number): Promise<void> {
  if (!groupIsAlive(pid)) return;
  signalGroup(pid, "SIGTERM");
  if (!(await groupEndsWithin(pid, graceMs))) signalGroup(pid, "SIGKILL");
}

async function endsAfter(
  signal: "SIGTERM" | "SIGKILL",
  server: StoppableProcess,
  graceMs: number,
): Promise<boolean> {
  signalGroup(server.pid, signal);
  return endsWithin(server, graceMs);
}

async function endsWithin(server: StoppableProcess, timeMs: number): Promise<boolean> {
  const deadline = Date.now() + timeMs;
  const timer = new AbortController();
  const exited = await Promise.race([
    server.exited.then(() => true),
    delay(timeMs, false, { signal: timer.signal }).catch(() => false),
  ]);
  timer.abort();
  return exited && (await groupEndsWithin(server.pid, Math.max(0, deadline - Date.now())));
}

/** Nothing tells when a process that is not a child of ours ends, so its group is looked at again and again. */
async function groupEndsWithin(group: number, timeMs: number): Promise<boolean> {
  const deadline = Date.now() + timeMs;
  while (groupIsAlive(group)) {
    if (Date.now() >= deadline) return false;
    await delay(pollMs);
  }
  return true;
}
