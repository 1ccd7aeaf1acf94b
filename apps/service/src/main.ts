import { McpTeamError } from "@mcp-team/transports";
import { createService } from "./create-service.js";
import { listen } from "./listen.js";
import { createLogger } from "./logger.js";
import { readSettings } from "./settings.js";
import { aborted, stopSignal } from "./stop-signal.js";
import { teamBuilder } from "./team-builder.js";

const stop = stopSignal();
try {
  await serve();
} catch (error) {
  // A start that was stopped fails, and that is no failure.
  if (!stop.aborted) {
    process.stderr.write(`${describe(error)}\n`);
    process.exitCode = 1;
  }
}
// Whatever a library left open must not keep a stopped service alive.
process.exit();

/** Serves the team until a signal says stop. */
async function serve(): Promise<void> {
  const settings = readSettings(process.env);
  const logger = createLogger(
    settings.LOG_LEVEL,
    process.env,
    Object.values(settings.guard.auth?.keys ?? {}),
  );
  const builder = teamBuilder(settings, logger);
  stop.addEventListener("abort", () => void builder.close(), { once: true });
  await using team = await builder.build();
  team.on("state", ({ name, state, lastError }) => {
    if (state === "failed" || state === "reconnecting")
      logger.warn({ server: name, state, lastError }, "server is not ready");
  });
  await using service = createService(team, {
    ...settings.guard,
    logger,
    optionalServers: settings.OPTIONAL_SERVERS,
    bodyLimitBytes: settings.BODY_LIMIT_BYTES,
    runTimeoutMs: settings.RUN_TIMEOUT_MS,
    drainTimeoutMs: settings.DRAIN_TIMEOUT_MS,
  });
  await listen(service.app, settings);
  await aborted(stop);
  logger.info({ signal: stop.reason }, "stopping");
}

/** What a person who starts the program can do something about is told without a stack trace. */
function describe(error: unknown): string {
  if (!McpTeamError.isInstance(error))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { message, hint } = error;
  return hint === undefined || message.includes(hint) ? message : `${message}\n${hint}`;
}
