import { problemsOf } from "../check-options.js";
import { namesLoopback } from "../egress/host-names.js";
import type { RemoteServer } from "../remote-server.js";
import type { ProxyOption } from "./options.js";
import { proxyUrl } from "./proxy-url.js";

/** The proxies of a server, by the scheme of what is asked, and the hosts that are asked without. */
export interface Proxies {
  readonly httpProxy?: URL;
  readonly httpsProxy?: URL;
  readonly noProxy: string;
}

/** What is asked of a server to choose its proxy. */
type Asked = Pick<RemoteServer, "url" | "name">;

type Environment = Readonly<Record<string, string | undefined>>;

const thisMachine = "localhost,127.0.0.1,[::1]";

/**
 * Chooses the proxies of a server.
 *
 * @returns nothing, where it is asked directly
 * @throws ConfigurationError when a variable holds no address of a proxy
 */
export function chooseProxies(
  { url: server, name }: Asked,
  option: ProxyOption = "env",
  environment: Environment = process.env,
): Proxies | undefined {
  if (option === false) return undefined;
  if (option !== "env") {
    const proxy = proxyUrl(String(option));
    return proxy && { httpProxy: proxy, httpsProxy: proxy, noProxy: "" };
  }
  if (namesLoopback(server.hostname)) return undefined;
  const noProxy = environment.no_proxy ?? environment.NO_PROXY ?? "";
  if (noProxy.trim() === "*") return undefined;
  const httpProxy = fromVariable(["http_proxy", "HTTP_PROXY"], environment, name);
  // undici sends https through the other one, too, where it has none for it.
  const httpsProxy = fromVariable(["https_proxy", "HTTPS_PROXY"], environment, name);
  if (httpProxy === undefined && httpsProxy === undefined) return undefined;
  return {
    ...(httpProxy && { httpProxy }),
    ...(httpsProxy && { httpsProxy }),
    noProxy: `${thisMachine},${noProxy}`,
  };
}

function fromVariable(
  names: readonly string[],
  environment: Environment,
  server: string | undefined,
): URL | undefined {
  const name = names.find((each) => environment[each] !== undefined);
  const value = name === undefined ? undefined : environment[name];
  if (name === undefined || value === undefined || value === "") return undefined;
  const url = proxyUrl(value);
  if (url !== undefined) return url;
  const message = `the environment variable ${name} holds no address of a proxy, such as "http://proxy.example.com:3128": mend it, or set \`proxy: false\``;
  throw problemsOf([{ path: "proxy", message }], server);
}
