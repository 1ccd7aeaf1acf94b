import { type ProcessEntry, processTable } from "./process-table.js";

/**
 * The processes that a process started, directly or through others, and that are alive; parents before their children.
 * One whose parent has ended belongs to another process, and is not found.
 *
 * @param pid - the process id of the first one, which is not in the answer
 */
export async function descendantsOf(pid: number): Promise<number[]> {
  return descendantsIn(await processTable(), pid);
}

/** The descendants of a process in a process table. */
export function descendantsIn(table: readonly ProcessEntry[], pid: number): number[] {
  const found = new Set([pid]);
  // A set is walked in the order of insertion, entries added on the way included.
  for (const parent of found) {
    for (const entry of table) if (entry.parentPid === parent) found.add(entry.pid);
  }
  found.delete(pid);
  return [...found];
}
