import type { JSONRPCRequest } from "@modelcontextprotocol/client";
import { ConnectionError, type McpTeamError, OutcomeUnknownError } from "../errors/index.js";

/** What to do about a request that could not be sent. */
export type SendVerdict =
  /** It was never run, and the session is of no use any more. */
  | "reopen"
  /** It was never run: the server is busy, and the session may well go on. */
  | "later"
  /** It may have been run. */
  | "unknown"
  /** The server does not want it. */
  | "refused";

/** Judges why a request could not be sent. */
export function judge(error: McpTeamError): SendVerdict {
  if (!ConnectionError.isInstance(error)) return "refused";
  if (error.effect === "unknown") return "unknown";
  if (error.status === 503) return "later";
  if (error.status === undefined) return "reopen";
  return isSessionGone(error.status, error.message) ? "reopen" : "refused";
}

/**
 * Source: MCP specification 2025-11-25, Streamable HTTP, session management: 404 says that the session has ended. Servers that
 * were restarted also answer 400, in words like "Server not initialized" or "No valid session ID provided". The words have to be the
 * answer's: what stands before it may be a server called "sessions".
 */
function isSessionGone(status: number, message: string): boolean {
  return status === 404 || (status === 400 && /answered 400 .*(session|not initialized)/is.test(message));
}

/** What becomes of a request that was on its way when its session was lost, and that is not sent again. */
export function lostInFlight(
  { method, params }: JSONRPCRequest,
  {
    safe,
    cause,
    server,
  }: { readonly safe: boolean; readonly cause: Error; readonly server: string | undefined },
): McpTeamError {
  const subject = method === "tools/call" ? `tool "${String(params?.name)}"` : method;
  const name = server === undefined ? "The server" : `Server "${server}"`;
  if (safe) {
    const message = `${name} was lost each time it worked on ${subject}. ${cause.message}`;
    return new ConnectionError(message, {
      server,
      cause,
      effect: "unknown",
      hint: "Look for what ends the server.",
    });
  }
  const message = `${name} was lost while it worked on ${subject}, so it is not known whether it had an effect. ${cause.message}`;
  return new OutcomeUnknownError(message, {
    server,
    cause,
    hint: "Find out whether it had its effect before you ask again.",
  });
}

/** What becomes of a request that waited for a session in vain. */
export function gaveUp(
  cause: Error,
  { name, maxAttempts }: { readonly name?: string; readonly maxAttempts: number },
): McpTeamError {
  const server = name === undefined ? "The server" : `Server "${name}"`;
  const attempts = maxAttempts === 1 ? "in one attempt" : `in ${maxAttempts} attempts`;
  const message = `${server} could not be reached again ${attempts}, so nothing was sent to it. ${cause.message}`;
  const hint = "The next call makes one more attempt.";
  return new ConnectionError(message, { server: name, cause, effect: "none", hint });
}
