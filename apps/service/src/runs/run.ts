import { runTimeout, type ServiceError } from "../errors/service-error.js";

/** One request that runs the team, from its first byte to the end of its answer. */
export class Run {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  /** Aborts with the {@link ServiceError} that says why; the first reason stays. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason: ServiceError): void {
    this.#controller.abort(reason);
  }

  /** Starts the clock. @param timeoutMs - how long the run may take from now on, in milliseconds */
  limit(timeoutMs: number): void {
    this.#timer = setTimeout(() => this.abort(runTimeout(timeoutMs)), timeoutMs);
  }

  /** Stops the clock. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
