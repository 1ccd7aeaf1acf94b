import { setMaxListeners } from "node:events";
import { closedWhileWaiting, noneReady } from "./failures.js";
import type { Replica } from "./replica.js";
import type { Withdrawal } from "./withdrawals.js";

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The replicas of a server, and those who wait until one of them is ready. */
export class ReplicaPool {
  readonly all: readonly Replica[];
  readonly #server: string | undefined;
  readonly #waiters = new Set<Waiter>();
  readonly #closing = new AbortController();

  constructor(all: readonly Replica[], server: string | undefined) {
    this.all = all;
    this.#server = server;
    // Any number of streams may wait to be asked for again.
    setMaxListeners(0, this.closing);
  }

  /** Aborted when they are closed. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  get ready(): Replica[] {
    return this.all.filter(({ isReady }) => isReady);
  }

  /** Those that work; those that are only reached when there are no better ones. */
  get sound(): Replica[] {
    const sound = this.all.filter(({ isSound }) => isSound);
    return sound.length > 0 ? sound : this.ready;
  }

  /**
   * Waits until a replica is ready, or nobody waits any more. When none is on its way, one attempt is made.
   *
   * @throws ConnectionError when no replica can be reached
   */
  async someReady(withdrawal?: Withdrawal): Promise<void> {
    if (this.ready.length > 0 || withdrawal?.signal.aborted) return;
    if (this.closing.aborted) throw closedWhileWaiting(this.#server);
    if (!this.#isReaching) for (const { line } of this.all) line.wake();
    let waiter: Waiter | undefined;
    const stop = () => waiter?.resolve();
    withdrawal?.signal.addEventListener("abort", stop, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        waiter = { resolve, reject };
        this.#waiters.add(waiter);
      });
    } finally {
      if (waiter) this.#waiters.delete(waiter);
      withdrawal?.signal.removeEventListener("abort", stop);
    }
  }

  /** The state of a replica is another. */
  changed(): void {
    if (this.#waiters.size === 0) return;
    if (this.ready.length > 0) for (const { resolve } of this.#waiters) resolve();
    else if (!this.#isReaching) this.#fail(noneReady(this.#server, this.failures));
  }

  /** Why each replica is not ready. */
  get failures() {
    return this.all.flatMap(({ label, line: { lastError } }) =>
      lastError ? [{ label, cause: lastError }] : [],
    );
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#fail(closedWhileWaiting(this.#server));
    await Promise.all(this.all.map(({ line }) => line.close()));
  }

  get #isReaching(): boolean {
    return this.all.some(({ line }) => /connecting/.test(line.status.state));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiters) reject(error);
  }
}
