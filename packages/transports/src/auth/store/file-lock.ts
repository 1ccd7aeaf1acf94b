import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A process that holds a lock says so every few seconds; one that has not for this long is gone, in milliseconds. */
const staleMs = 30_000;

/** How long others wait before they look again: longer each time, up to the most, and up to twice as long by chance, in milliseconds. */
const lookAgain = { firstMs: 20, mostMs: 250, factor: 1.3 } as const;

/**
 * Runs work while no other process, and nobody else in this one, runs work with the same lock.
 *
 * @param path - of the lock, whose folder is made
 * @param signal - ends the waiting for the lock. Work that has begun goes on
 * @throws the signal's reason
 */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const release = await acquire(path, signal);
  try {
    return await work();
  } finally {
    await release().catch(() => {});
  }
}

async function acquire(path: string, signal: AbortSignal | undefined): Promise<() => Promise<void>> {
  // Loaded with the first lock: most programs need none.
  const { lock } = (await import("proper-lockfile")).default;
  const options = {
    lockfilePath: path,
    realpath: false,
    stale: staleMs,
    // Whoever was stopped for longer than that has lost it. What is written is whole all the same.
    onCompromised: () => {},
  };
  for (let ms: number = lookAgain.firstMs; ; ms *= lookAgain.factor) {
    signal?.throwIfAborted();
    try {
      return await lock(path, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    }
    // Not by its own retries: they know of no signal, and keep the program alive for as long as another one holds the lock.
    const wait = Math.min(ms * (1 + Math.random()), lookAgain.mostMs);
    await delay(wait, undefined, { signal }).catch(() => {});
  }
}
