import { ConnectionError } from "../errors/index.js";
import { isErrorLike } from "../http/error-chain.js";
import type { RemoteServer } from "../http/remote-server.js";

/**
 * What the SDK's transport tells of its streams only as the text of a plain error. The one place that knows
 * these texts.
 *
 * Source: `StreamableHTTPClientTransport` of @modelcontextprotocol/client 2.4.
 */
const troubles = [
  {
    text: /^SSE stream disconnected: (.*)/s,
    happened: "cut off a stream",
    hint: "The stream is resumed where the server supports it.",
  },
  {
    text: /^Failed to reconnect(?: SSE stream)?: (.*)/s,
    happened: "did not resume a stream",
    hint: "It is tried again.",
  },
  {
    text: /^(Maximum reconnection attempts \(\d+\) exceeded)/,
    happened: "was lost: a stream could not be resumed",
    hint: "Connect again.",
  },
] as const;

/** Explains trouble with a stream; gives nothing for any other error. */
export function explainStreamTrouble(server: RemoteServer, error: unknown): ConnectionError | undefined {
  if (!isErrorLike(error)) return undefined;
  for (const { text, happened, hint } of troubles) {
    const reason = text.exec(error.message)?.[1];
    if (reason === undefined) continue;
    const message = `${server.label} ${happened}: ${server.secrets.mask(reason)}. ${hint}`;
    return new ConnectionError(message, { server: server.name, hint });
  }
  return undefined;
}
