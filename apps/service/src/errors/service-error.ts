import { type ConfigurationProblem, McpTeamError, type McpTeamErrorOptions } from "@mcp-team/transports";

/** What a failed request is answered with. */
export interface ServiceErrorFacts extends McpTeamErrorOptions {
  /** The HTTP status. */
  readonly status: number;
  /** A stable identifier for programs, such as `"RUN_TIMEOUT"`. */
  readonly code: string;
  /** What is wrong with the request, each with its path. */
  readonly problems?: readonly ConfigurationProblem[];
  /** When it makes sense to ask again, in seconds: becomes `retry-after`. */
  readonly retryAfterSeconds?: number;
}

/** A failure that a client is told about. Its message holds nothing that the client may not see; its cause may. */
export class ServiceError extends McpTeamError {
  override readonly code: string;
  readonly status: number;
  readonly problems: readonly ConfigurationProblem[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, facts: ServiceErrorFacts) {
    super(message, facts);
    this.code = facts.code;
    this.status = facts.status;
    this.problems = facts.problems;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

/** The most problems that a client is told at once: an answer must not be many times as large as what was sent. */
export const mostTold = 20;

/** The request is not what the route takes. Of many problems the first ones are told. */
export function invalidRequest(found: readonly ConfigurationProblem[]): ServiceError {
  const problems = found.slice(0, mostTold);
  const lines = problems.map(({ path, message }) => `${path} ${message}`);
  if (found.length > mostTold) lines.push("and more");
  return new ServiceError(`The request is invalid: ${lines.join("; ")}.`, {
    status: 400,
    code: "INVALID_REQUEST",
    problems,
  });
}

/** The service is stopping and takes no new run. */
export function draining(retryAfterSeconds: number): ServiceError {
  return new ServiceError(
    "The service is stopping and takes no new requests: ask another instance, or again later.",
    {
      status: 503,
      code: "DRAINING",
      retryAfterSeconds,
    },
  );
}

/** A run took longer than it may. */
export function runTimeout(timeoutMs: number): ServiceError {
  return new ServiceError(
    `The run took longer than ${timeoutMs} ms and was stopped. Its tools may have had effects.`,
    {
      status: 504,
      code: "RUN_TIMEOUT",
    },
  );
}

/** A run was stopped because the service had to end. */
export function runStopped(retryAfterSeconds: number): ServiceError {
  return new ServiceError(
    "The service had to stop before the run was finished. Its tools may have had effects.",
    {
      status: 503,
      code: "RUN_STOPPED",
      retryAfterSeconds,
    },
  );
}

/** Nobody is left to be answered. The status is for the log: nginx's for a request that its client closed. */
export function clientGone(): ServiceError {
  return new ServiceError("The client closed the connection before the answer.", {
    status: 499,
    code: "CLIENT_GONE",
  });
}

/** A run failed, which tools do not cause: they answer the model with what went wrong. */
export function runFailed(cause: unknown): ServiceError {
  return new ServiceError(
    "The run failed: the model did not give a usable answer. The service's log says why.",
    {
      status: 502,
      code: "RUN_FAILED",
      cause,
    },
  );
}
