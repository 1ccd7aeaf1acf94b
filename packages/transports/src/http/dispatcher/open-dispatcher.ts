import type { Agent, buildConnector, Dispatcher } from "undici";
import { guardedLookup } from "../egress/guarded-lookup.js";
import { refuseTarget } from "../egress/refuse.js";
import type { RemoteServer } from "../remote-server.js";
import { chooseProxies } from "./choose-proxy.js";
import { telling } from "./proxy-failures.js";

/** What is used of undici, which is loaded late. */
type Undici = typeof import("undici");

/**
 * Makes the dispatcher of one transport: its own connections, the proxies between, and the policy that holds for each of them.
 *
 * @throws ConfigurationError when certificates cannot be read, or the environment names no usable proxy
 */
export async function openDispatcher(undici: Undici, server: RemoteServer): Promise<Dispatcher> {
  const { tls, proxy, http2: allowH2 = false } = server.network;
  const proxies = chooseProxies(server, proxy);
  const secure = tls === undefined ? {} : await (await import("./read-tls.js")).readTls(tls, server.name);
  const connection = { ...secure, allowH2, timeout: server.timeoutMs };
  const direct = undici.buildConnector({ ...connection, lookup: guardedLookup(server) });
  const options: Agent.Options = { allowH2, connect: guarded(server, direct) };
  if (proxies === undefined) return new undici.Agent(options);
  for (const url of [proxies.httpProxy, proxies.httpsProxy]) if (url) server.secrets.addUrl(url);
  const { httpProxy, httpsProxy, noProxy } = proxies;
  return new undici.EnvHttpProxyAgent({
    ...options,
    // An empty text keeps undici from looking into the environment again.
    httpProxy: httpProxy?.href ?? "",
    httpsProxy: httpsProxy?.href ?? "",
    noProxy,
    requestTls: connection,
    // The proxy is the operator's: it may be anywhere, and is not the server that the certificates are for.
    proxyTls: { ...("ca" in secure && { ca: secure.ca }), timeout: server.timeoutMs },
    clientFactory: (origin, options) => {
      const { connect } = options as { readonly connect: buildConnector.connector };
      return new undici.Pool(origin, { connect: telling(server, origin, connect) });
    },
  });
}

/** The policy holds for every connection, whoever asks for it. */
function guarded(server: RemoteServer, connect: buildConnector.connector): buildConnector.connector {
  return (target, callback) => {
    const refused = refuseTarget(server, target);
    if (refused) callback(refused, null);
    else connect(target, callback);
  };
}
