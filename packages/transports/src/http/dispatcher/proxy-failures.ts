import type { buildConnector } from "undici";
import { ConnectionError } from "../../errors/index.js";
import { hostAndPort } from "../display-url.js";
import { networkFailure } from "../network-failure.js";
import type { RemoteServer } from "../remote-server.js";
import { safeCause } from "../safe-cause.js";

/** Makes the connections to a proxy tell that it was the proxy that could not be reached, and not the server behind it. */
export function telling(
  server: RemoteServer,
  proxy: URL,
  connect: buildConnector.connector,
): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error) callback(unreachable(server, proxy, error), null);
      else callback(null, socket);
    });
}

function unreachable(server: RemoteServer, proxy: URL, error: Error): ConnectionError {
  const { label, name, secrets } = server;
  const happened = networkFailure(error)?.happened ?? `failed (${secrets.mask(error.message)})`;
  const hint =
    "Check `proxy`, or the variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and whether the proxy runs.";
  const message = `${label} could not be reached: its proxy at ${hostAndPort(proxy)} ${happened}. ${hint}`;
  return new ConnectionError(message, {
    server: name,
    hint,
    cause: safeCause(error, secrets),
    effect: "none",
  });
}
