import type { ReconnectionScheduler } from "@modelcontextprotocol/client";

/**
 * The timers of streams that wait to be resumed. The SDK remembers only the last of them, and leaves the
 * others behind.
 */
export class RetryTimers {
  readonly #timers = new Set<NodeJS.Timeout>();

  readonly schedule: ReconnectionScheduler = (reconnect, delayMs) => {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      reconnect();
    }, delayMs);
    this.#timers.add(timer);
    return () => this.#cancel(timer);
  };

  stop(): void {
    for (const timer of this.#timers) this.#cancel(timer);
  }

  #cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }
}
