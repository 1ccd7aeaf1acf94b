import type { FastifyInstance, FastifyRequest } from "fastify";
import { clientGone, draining } from "../errors/service-error.js";
import type { Run } from "./run.js";
import type { Runs } from "./runs.js";

/**
 * Makes every request to the routes of a scope a run, or refuses it when the service drains. It counts from its headers
 * on, so that a drain also waits for one whose body is still on its way.
 *
 * @param retryAfterSeconds - what a refused client is told
 */
export function admitRuns(scope: FastifyInstance, runs: Runs, retryAfterSeconds: number): void {
  scope.decorateRequest("run", null);
  scope.addHook("onRequest", async (request, reply) => {
    if (runs.refusing) throw draining(retryAfterSeconds);
    const run = runs.begin();
    request.setDecorator("run", run);
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) run.abort(clientGone());
      runs.end(run);
    });
  });
}

/** The run of a request to a route that {@link admitRuns} looks after. */
export function runOf(request: FastifyRequest): Run {
  return request.getDecorator<Run>("run");
}
