import { type AgentTeam, Guard } from "@mcp-team/agent";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { pino } from "pino";
import { checkServiceOptions } from "./check-options.js";
import { drain } from "./drain.js";
import { handleErrors, sendError } from "./errors/handle-errors.js";
import { guardRequests } from "./guard/guard-requests.js";
import { readJson } from "./guard/read-json.js";
import { requestIdOf } from "./request-id.js";
import { requestLogger } from "./request-logger.js";
import { healthRoute } from "./routes/health.js";
import { invokeRoute } from "./routes/invoke.js";
import { readyRoute } from "./routes/ready.js";
import { streamRoute } from "./routes/stream.js";
import { admitRuns } from "./runs/admit-runs.js";
import { Runs } from "./runs/runs.js";
import { type ServiceOptions, serviceDefaults } from "./service-options.js";

/** How long a client may take to send its request, in milliseconds. */
const requestTimeoutMs = 30_000;

/** A team behind HTTP. */
export interface Service extends AsyncDisposable {
  /** The Fastify instance: listen with it, or add routes and hooks of your own before. */
  readonly app: FastifyInstance;
  /**
   * Refuses new runs with 503, lets those under way finish, and closes the server. Idempotent. The team stays open: it
   * belongs to whoever built it.
   */
  drain(): Promise<void>;
}

/**
 * Puts a team behind HTTP: `POST /invoke`, `POST /stream`, `GET /health` and `GET /ready`. It does not listen yet.
 * Without `auth` or `allowRemote` it answers this machine alone, wherever it listens.
 *
 * @throws ConfigurationError with all that is wrong with the options
 * @example
 * ```ts
 * await using team = await builder.build();
 * await using service = createService(team, { runTimeoutMs: 60_000 });
 * await service.app.listen({ port: 8080 });
 * ```
 */
export function createService(team: AgentTeam, options: ServiceOptions = {}): Service {
  checkServiceOptions(options);
  const {
    logger,
    context,
    optionalServers = [],
    bodyLimitBytes = serviceDefaults.bodyLimitBytes,
    runTimeoutMs = serviceDefaults.runTimeoutMs,
    drainTimeoutMs = serviceDefaults.drainTimeoutMs,
    ...guarded
  } = options;
  const retryAfterSeconds = Math.max(1, Math.ceil(drainTimeoutMs / 1_000));
  const runs = new Runs();
  const app: FastifyInstance = Fastify({
    loggerInstance: requestLogger(logger ?? pino({ level: "silent" })) as FastifyBaseLogger,
    genReqId: requestIdOf,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    frameworkErrors: sendError,
  });
  handleErrors(app);
  readJson(app);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  guardRequests(app, new Guard({ ...guarded, logger }));
  app.addHook("onSend", async (_request, reply) => {
    // A connection that is kept would hold up the end, or lead the client's next request into it.
    if (runs.refusing) reply.header("connection", "close");
  });
  healthRoute(app);
  readyRoute(app, { team, runs, optionalServers });
  app.register(async (scope) => {
    admitRuns(scope, runs, { retryAfterSeconds });
    invokeRoute(scope, { team, runTimeoutMs, context });
    streamRoute(scope, { team, runTimeoutMs, context });
  });
  let drained: Promise<void> | undefined;
  const drainOnce = () => {
    drained ??= drain({ app, runs, timeoutMs: drainTimeoutMs, retryAfterSeconds });
    return drained;
  };
  return { app, drain: drainOnce, [Symbol.asyncDispose]: drainOnce };
}
