import type { Connection, Connections } from "@mcp-team/agent";
import { ServersFailedError } from "@mcp-team/agent/settings";
import { McpTeamError, TimeoutError } from "@mcp-team/transports/settings";
import type { Logger } from "pino";

/** How to treat servers that fail the check. */
export interface CheckOptions {
  /** Leave them out, instead of failing. */
  readonly skip: boolean;
  readonly logger?: Logger | undefined;
}

/**
 * Asks every connected server whether it answers, all side by side. A server that completed its handshake may still be
 * deaf: better found now than by a model.
 *
 * @throws the error of the one server that failed, {@link ServersFailedError} when several did
 */
export async function checkConnections({ all }: Connections, { skip, logger }: CheckOptions): Promise<void> {
  const checked = await Promise.all(
    all.map(async (connection) => ({ connection, error: await failureOf(connection) })),
  );
  const failed = checked.flatMap(({ connection, error }) =>
    error === undefined ? [] : [{ connection, error }],
  );
  const [first] = failed;
  if (first === undefined) return;
  if (!skip) {
    throw failed.length === 1
      ? first.error
      : new ServersFailedError(
          failed.map(({ error }) => error),
          all.length,
        );
  }
  for (const { connection, error } of failed) {
    // One that did not connect at all is being tried again in the background.
    if (connection.state === "failed") continue;
    logger?.warn({ server: connection.name, err: error }, "server skipped: it connected and does not answer");
    await connection.fail(error);
  }
}

/** @returns why the server does not answer, or `undefined` when it does */
async function failureOf(connection: Connection): Promise<Error | undefined> {
  if (connection.state === "failed") return connection.lastError;
  const { name, timeoutMs } = connection.definition;
  const tooLate = new AbortController();
  const timer = setTimeout(() => tooLate.abort(notInTime(name, timeoutMs)), timeoutMs);
  try {
    await connection.ask<unknown>(
      "a ping",
      (client, options) => (connection.era === "modern" ? client.discover(options) : client.ping(options)),
      { signal: tooLate.signal },
    );
    return undefined;
  } catch (error) {
    // Any other error is the server's own: it refused the ping, so it answers.
    return McpTeamError.isInstance(error) ? error : undefined;
  } finally {
    clearTimeout(timer);
  }
}

function notInTime(server: string, timeoutMs: number): TimeoutError {
  const hint = "It completed the handshake and then fell silent: look into its log, or raise `timeoutMs`.";
  return new TimeoutError(`Server "${server}" did not answer a ping within ${timeoutMs} ms. ${hint}`, {
    server,
    hint,
    timeoutMs,
  });
}
