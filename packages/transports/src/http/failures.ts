import { ConnectionError, type McpTeamErrorOptions, TimeoutError } from "../errors/index.js";
import type { RemoteServer } from "./remote-server.js";

/** How much of an event that is no message is quoted, in characters. */
const quotedLength = 200;

/** Something that the server did not do in time. */
export function late(
  server: RemoteServer,
  what: string,
  timeoutMs: number,
  { cause, effect = "unknown" }: Pick<McpTeamErrorOptions, "cause" | "effect"> = {},
): TimeoutError {
  const hint = "Check that the address is that of an MCP server, or raise `timeoutMs`.";
  const message = `${server.label} did not ${what} within ${timeoutMs} ms. ${hint}`;
  return new TimeoutError(message, { server: server.name, timeoutMs, hint, cause, effect });
}

/** Silence, and then a probe without an answer. */
export function unresponsive(server: RemoteServer, answerMs: number, cause: unknown): ConnectionError {
  const hint = "Look at the server: it may hang, or the network to it may be gone.";
  const message =
    `${server.label} was lost: nothing came for ${server.sseReadTimeoutMs} ms (sseReadTimeoutMs), ` +
    `and then no answer to a ping within ${answerMs} ms. ${hint}`;
  return new ConnectionError(message, { server: server.name, hint, cause });
}

/** The stream of HTTP+SSE came to its end, and with it the session. */
export function streamEnded(server: RemoteServer): ConnectionError {
  const hint = "Look at the log of the server, or of the proxy before it, for the reason.";
  return new ConnectionError(`${server.label} was lost: it ended its stream of events. ${hint}`, {
    server: server.name,
    hint,
  });
}

/** What is said on a transport that is not open, or not any more. */
export function notConnected(server: RemoteServer): ConnectionError {
  return new ConnectionError(`${server.label} is not connected.`, {
    server: server.name,
    effect: "none",
    hint: "Connect to it first.",
  });
}

export function startedTwice(server: RemoteServer): ConnectionError {
  return new ConnectionError(`${server.label}: a transport can be started only once.`, {
    server: server.name,
    hint: "Make a new transport for a new connection.",
  });
}

/** An event that was skipped. */
export function notJsonRpc(server: RemoteServer, data: string): ConnectionError {
  // Masked before it is cut, for half a secret would not be known again. The factor leaves room for what
  // masks shorten.
  const shown = server.secrets.mask(data.slice(0, 10 * quotedLength)).slice(0, quotedLength);
  return new ConnectionError(
    `${server.label} sent an event that is not JSON-RPC, and it was skipped: ${shown}`,
    {
      server: server.name,
      hint: "The server has to be mended. Other messages are not affected.",
    },
  );
}
