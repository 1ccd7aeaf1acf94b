import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/** A process that holds a lock says so every few seconds; one that has not for this long is gone, in milliseconds. */
const staleMs = 30_000;

/** How long others wait before they look again, in milliseconds. */
const lookAgain = { minTimeout: 20, maxTimeout: 250, factor: 1.3, randomize: true, forever: true };

/**
 * Runs work while no other process, and nobody else in this one, runs work with the same lock.
 *
 * @param path - of the lock, whose folder is made
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  // Loaded with the first lock: most programs need none.
  const { lock } = (await import("proper-lockfile")).default;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const release = await lock(path, {
    lockfilePath: path,
    realpath: false,
    stale: staleMs,
    retries: lookAgain,
    // Whoever was stopped for longer than that has lost it. What is written is whole all the same.
    onCompromised: () => {},
  });
  try {
    return await work();
  } finally {
    await release().catch(() => {});
  }
}
