import { descendantsOf } from "./descendants-of.js";
import { isAlive } from "./is-alive.js";
import { openDescriptors } from "./open-descriptors.js";
import { openHandles } from "./open-handles.js";

/** What this process holds at one moment. */
export interface ResourceSnapshot {
  /** The processes that it started, directly or through others, and that are alive; not those whose parent has ended. */
  readonly processes: readonly number[];
  /** What keeps it alive, counted by kind: timers, sockets, servers, children; see {@link openHandles}. */
  readonly handles: Readonly<Record<string, number>>;
  /** Its open file descriptors, counted by kind, such as `{ socket: 2, pipe: 5 }`; on Linux only. */
  readonly descriptors: Readonly<Record<string, number>>;
}

/** Looks at what this process holds. */
export async function snapshotResources(): Promise<ResourceSnapshot> {
  // Before the process table: reading it opens files.
  const [handles, descriptors] = [openHandles(), openDescriptors()];
  const found = await descendantsOf(process.pid);
  // Where a program lists the processes, it has listed itself.
  return { processes: found.filter(isAlive), handles, descriptors };
}

/**
 * What a process holds now and did not hold before: processes that are new, and of the rest how many there are more
 * (or fewer, then negative). What has not changed is left out.
 */
export function difference(before: ResourceSnapshot, after: ResourceSnapshot): ResourceSnapshot {
  return {
    processes: after.processes.filter((pid) => !before.processes.includes(pid)),
    handles: countDifference(before.handles, after.handles),
    descriptors: countDifference(before.descriptors, after.descriptors),
  };
}

function countDifference(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Record<string, number> {
  const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = kinds.map((kind) => [kind, (after[kind] ?? 0) - (before[kind] ?? 0)] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}
