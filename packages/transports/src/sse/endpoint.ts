import { ConnectionError } from "../errors/index.js";
import { displayUrl } from "../http/display-url.js";
import type { RemoteServer } from "../http/remote-server.js";

/**
 * Finds where messages are posted to.
 *
 * The headers, with their credentials, go there: so it has to be of the same origin as the stream that named
 * it.
 *
 * @param data - what the `endpoint` event said: a URL, or a path
 * @throws ConnectionError when it is neither, or of another origin
 */
export function resolveEndpoint(server: RemoteServer, data: string): URL {
  const endpoint = parse(data.trim(), server.url);
  if (endpoint?.origin === server.url.origin) {
    // The session is in the query, so from here on the query is a secret of this server.
    server.secrets.addUrl(endpoint);
    endpoint.username = endpoint.password = "";
    return endpoint;
  }
  const hint = "The server, or the proxy before it, has to name an endpoint of its own origin.";
  const named = endpoint
    ? `at ${displayUrl(endpoint, server.secrets)}, which is another origin`
    : "that is no address";
  throw new ConnectionError(`${server.label} named an endpoint ${named}. ${hint}`, {
    server: server.name,
    hint,
  });
}

function parse(data: string, base: URL): URL | undefined {
  try {
    return new URL(data, base);
  } catch {
    return undefined;
  }
}
