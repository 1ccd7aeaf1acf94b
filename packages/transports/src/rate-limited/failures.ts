import { ConnectionError, McpTeamError } from "../errors/index.js";

/** One call too many waits. */
export function queueFull(server: string | undefined, maxQueued: number): ConnectionError {
  const message = `${subject(server)} has ${maxQueued} calls waiting for its rate limit, and no more may wait (rateLimit.maxQueued: ${maxQueued}): this one was not sent.`;
  return new ConnectionError(message, {
    server,
    effect: "none",
    hint: "Ask again later, call less at once, or raise `rateLimit.maxQueued` or the limit itself.",
  });
}

/** The line ended while a call waited. */
export function closedWhileWaiting(server: string | undefined): ConnectionError {
  const message = `${subject(server)} was closed while the call waited for its rate limit: it was not sent.`;
  return new ConnectionError(message, { server, effect: "none", hint: "The call had no effect." });
}

/** The line could not be reopened, and calls waited for it. */
export function failedWhileWaiting(server: string | undefined, cause: Error | undefined): ConnectionError {
  const reason = cause === undefined ? "" : ` ${cause.message}`;
  const message = `${subject(server)} was lost while the call waited for its turn: it was not sent.${reason}`;
  const hint = "The next call makes one more attempt to reach it.";
  return new ConnectionError(message, {
    server: server ?? (McpTeamError.isInstance(cause) ? cause.server : undefined),
    cause,
    effect: "none",
    hint,
  });
}

function subject(server: string | undefined): string {
  return server === undefined ? "The server" : `Server "${server}"`;
}
