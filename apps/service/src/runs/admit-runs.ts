import type { FastifyInstance, FastifyRequest } from "fastify";
import { clientGone, draining } from "../errors/service-error.js";
import type { Run } from "./run.js";
import type { Runs } from "./runs.js";

/** How runs are admitted, and let go. */
export interface AdmitOptions {
  /** What a refused client is told. */
  readonly retryAfterSeconds: number;
  /**
   * How long a client may take to read the rest of its answer once its run was aborted, in milliseconds.
   * @default 30_000
   */
  readonly readingGraceMs?: number;
}

/**
 * As long as a client may take to send its request: who reads at all has read the rest by then, and who does not must not
 * keep a place that others wait for.
 */
const defaultReadingGraceMs = 30_000;

/**
 * Makes every request to the routes of a scope a run, or refuses it when the service drains. It counts from its headers
 * on, so that a drain also waits for one whose body is still on its way, to the end of its answer. A client that does not
 * read is cut off: with what was written before still unread, not even the news that the run was aborted can leave.
 */
export function admitRuns(
  scope: FastifyInstance,
  runs: Runs,
  { retryAfterSeconds, readingGraceMs = defaultReadingGraceMs }: AdmitOptions,
): void {
  scope.decorateRequest("run", null);
  scope.addHook("onRequest", async (request, reply) => {
    if (runs.refusing) throw draining(retryAfterSeconds);
    const run = runs.begin();
    request.setDecorator("run", run);
    let cutOff: NodeJS.Timeout | undefined;
    run.signal.addEventListener("abort", () => {
      cutOff = setTimeout(() => {
        request.log.info({ readingGraceMs }, "the client did not read its answer: its connection is closed");
        reply.raw.destroy();
      }, readingGraceMs);
    });
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) run.abort(clientGone());
      clearTimeout(cutOff);
      runs.end(run);
    });
  });
}

/** The run of a request to a route that {@link admitRuns} looks after. */
export function runOf(request: FastifyRequest): Run {
  return request.getDecorator<Run>("run");
}
