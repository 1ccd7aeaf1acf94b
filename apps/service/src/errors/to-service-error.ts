import { invalidRequest, ServiceError } from "./service-error.js";

/** Finds what a client is told about an error. What nobody foresaw is told nothing about. */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (isRefusal(error)) return refused(error);
  return new ServiceError("Something went wrong inside the service. Its log says what.", {
    status: 500,
    code: "INTERNAL",
    cause: error,
  });
}

/** An error with which Fastify refuses a request before it reaches a route. */
interface Refusal extends Error {
  readonly code: string;
  readonly statusCode: number;
}

function isRefusal(error: unknown): error is Refusal {
  if (!(error instanceof Error) || !("statusCode" in error)) return false;
  const { statusCode } = error;
  return typeof statusCode === "number" && statusCode >= 400 && statusCode < 500;
}

function refused(error: Refusal): ServiceError {
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new ServiceError("The body is larger than this service takes.", {
        status: 413,
        code: "BODY_TOO_LARGE",
        cause: error,
      });
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new ServiceError('The body must be JSON: send it with "content-type: application/json".', {
        status: 415,
        code: "UNSUPPORTED_MEDIA_TYPE",
        cause: error,
      });
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return invalidRequest([{ path: "body", message: 'is empty: send an object such as { "input": "…" }' }]);
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return invalidRequest([{ path: "body", message: "is not JSON" }]);
    default:
      return new ServiceError("The request could not be read.", {
        status: error.statusCode,
        code: "BAD_REQUEST",
        cause: error,
      });
  }
}
