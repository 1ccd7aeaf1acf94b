import type { FastifyInstance } from "fastify";
import { runStopped } from "./errors/service-error.js";
import type { Runs } from "./runs/runs.js";

/** What is drained, and in which time. */
export interface DrainOptions {
  readonly app: FastifyInstance;
  readonly runs: Runs;
  /** How long running requests may take to finish, in milliseconds. */
  readonly timeoutMs: number;
  /** What clients are told whose run is stopped. */
  readonly retryAfterSeconds: number;
}

/** How long runs that were stopped have to answer, and connections to end, in milliseconds each. */
const graceMs = 1_000;

/**
 * Ends a service with nothing lost: refuses new runs, lets those under way finish, and closes the server.
 *
 * The server listens until nothing runs. Fastify's own `close()` would stop listening at once, and a new client would
 * find its connection refused instead of an answer that says what happens.
 */
export async function drain({ app, runs, timeoutMs, retryAfterSeconds }: DrainOptions): Promise<void> {
  runs.refuse();
  app.log.info({ running: runs.count, timeoutMs }, "draining: new requests are refused");
  if (!(await runs.idleWithin(timeoutMs))) {
    app.log.warn({ running: runs.count }, "the drain time is over: what still runs is stopped");
    runs.abortAll(runStopped(retryAfterSeconds));
    await runs.idleWithin(graceMs);
  }
  // Ends clients that send a request so slowly that it never becomes a run.
  const cutOff = setTimeout(() => app.server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cutOff);
  }
}
