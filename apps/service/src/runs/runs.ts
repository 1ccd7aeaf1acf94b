import { EventEmitter, once } from "node:events";
import type { ServiceError } from "../errors/service-error.js";
import { Run } from "./run.js";

/** The runs that are under way, and whether new ones are taken. */
export class Runs {
  readonly #running = new Set<Run>();
  readonly #events = new EventEmitter<{ idle: [] }>();
  #refusing = false;

  /** Whether new runs are refused. */
  get refusing(): boolean {
    return this.#refusing;
  }

  get count(): number {
    return this.#running.size;
  }

  begin(): Run {
    const run = new Run();
    this.#running.add(run);
    return run;
  }

  end(run: Run): void {
    run.end();
    this.#running.delete(run);
    if (this.#running.size === 0) this.#events.emit("idle");
  }

  /** From now on new runs are refused, for good. */
  refuse(): void {
    this.#refusing = true;
  }

  abortAll(reason: ServiceError): void {
    for (const run of this.#running) run.abort(reason);
  }

  /**
   * Waits until nothing runs.
   *
   * @param timeoutMs - how long to wait, in milliseconds
   * @returns whether that came about in time
   */
  async idleWithin(timeoutMs: number): Promise<boolean> {
    if (this.#running.size === 0) return true;
    const timeUp = new AbortController();
    const timer = setTimeout(() => timeUp.abort(), timeoutMs);
    try {
      await once(this.#events, "idle", { signal: timeUp.signal });
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
