import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { errorBody } from "../errors/error-body.js";
import { logError } from "../errors/handle-errors.js";
import { admissionOf } from "../guard/guard-requests.js";
import { readRunRequest } from "../requests/run-request.js";
import { runOf } from "../runs/admit-runs.js";
import { explainRun, teamRun } from "../runs/team-run.js";
import { eventStream } from "../stream/event-stream.js";
import { runEvents } from "../stream/run-events.js";
import type { ServiceEvent } from "../stream/service-event.js";
import type { RunRouteOptions } from "./invoke.js";

/** `POST /stream`: runs the team and tells what happens, as Server-Sent Events. */
export function streamRoute(app: FastifyInstance, { team, runTimeoutMs, context }: RunRouteOptions): void {
  app.post("/stream", async (request, reply) => {
    const asked = readRunRequest(request.body);
    const run = runOf(request);
    const { signal } = run;
    const { identity } = admissionOf(request);
    const facts = { signal, requestId: request.id, identity, context: await context?.(identity) };
    const events = runEvents(team, teamRun(asked, facts));
    run.limit(runTimeoutMs);
    reply.headers({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      // nginx holds back what it does not know to be a stream.
      "x-accel-buffering": "no",
    });
    return reply.send(Readable.from(eventStream(withEnd(events, request, signal))));
  });
}

/** The status is sent before the run begins, so how it ended is told by the last event. */
async function* withEnd(
  events: AsyncGenerator<ServiceEvent, string>,
  request: FastifyRequest,
  signal: AbortSignal,
): AsyncGenerator<ServiceEvent> {
  const requestId = request.id;
  try {
    const answer = yield* events;
    yield { event: "done", data: { answer, requestId } };
  } catch (error) {
    const told = explainRun(error, signal);
    logError(told, request);
    yield { event: "error", data: errorBody(told, requestId) };
  }
}
