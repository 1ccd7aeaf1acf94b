import { TimeoutError } from "@mcp-team/transports";
import { difference, type ResourceSnapshot, snapshotResources } from "./resources.js";
import { waitFor } from "./wait-for.js";

/**
 * Waits until this process holds nothing more than before: no new process, and of no kind of handle or file descriptor
 * more than there were.
 *
 * @param before - from {@link snapshotResources}
 * @param timeoutMs - how long to wait, in milliseconds
 * @throws {@link TimeoutError} that says what is still held
 */
export async function waitForRelease(before: ResourceSnapshot, timeoutMs = 5000): Promise<void> {
  let left: string[] = [];
  const released = async () => {
    left = describeGrowth(difference(before, await snapshotResources()));
    return left.length === 0;
  };
  await waitFor(released, { timeoutMs }).catch((error: unknown) => {
    if (!TimeoutError.isInstance(error)) throw error;
    throw new TimeoutError(`Still held after ${timeoutMs} ms: ${left.join(", ")}`, { timeoutMs });
  });
}

/** Says what there is more of, such as `process 4711`, `2 more Timeout`. */
export function describeGrowth({ processes, handles, descriptors }: ResourceSnapshot): string[] {
  const counts = [...Object.entries(handles), ...Object.entries(descriptors)];
  return [
    ...processes.map((pid) => `process ${pid}`),
    ...counts.filter(([, change]) => change > 0).map(([kind, change]) => `${change} more ${kind}`),
  ];
}
