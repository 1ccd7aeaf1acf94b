import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorBody } from "./error-body.js";
import { ServiceError } from "./service-error.js";
import { toServiceError } from "./to-service-error.js";

/** Makes every failure an answer of one form, unknown routes included. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler(sendError);
  app.setNotFoundHandler(({ method, url }) => {
    const path = url.split("?", 1)[0];
    throw new ServiceError(
      `There is no ${method} ${path}. There are POST /invoke, POST /stream, GET /health and GET /ready.`,
      { status: 404, code: "NOT_FOUND" },
    );
  });
}

/** Answers with an error. The client gets its message, the log its cause. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const told = toServiceError(error);
  logError(told, request);
  if (told.retryAfterSeconds !== undefined) reply.header("retry-after", told.retryAfterSeconds);
  // Content-type is given here since a route may have set its own before it failed.
  reply.code(told.status).type("application/json").send(errorBody(told, request.id));
}

/** Failures of the service are errors in the log, those of clients are not. */
export function logError(error: ServiceError, { log }: FastifyRequest): void {
  const details = { code: error.code, err: error.cause };
  if (error.status >= 500 && error.status !== 503) log.error(details, error.message);
  else log.info(details, error.message);
}
