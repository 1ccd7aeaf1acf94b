import { ConfigurationError } from "@mcp-team/transports";

/** Where a server listens: its URL, or a host and a port. */
export type FaultProxyTarget = string | URL | { readonly host: string; readonly port: number };

/** A target, taken apart. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
  /** The path and the query of the URL. */
  readonly path: string;
}

const defaultPorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/** @throws {@link ConfigurationError} when it is no URL of a known scheme, or has no port */
export function parseTarget(target: FaultProxyTarget): Target {
  if (typeof target === "object" && "port" in target && typeof target.port === "number") {
    return { host: target.host, port: target.port, protocol: "http:", path: "/" };
  }
  const text = String(target);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const port = url && (Number(url.port) || defaultPorts[url.protocol]);
  if (url === undefined || port === undefined) {
    throw new ConfigurationError([
      {
        path: "target",
        message: `"${text}" is no URL with a port; give one such as http://127.0.0.1:8080/mcp`,
      },
    ]);
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return { host, port, protocol: url.protocol, path: `${url.pathname}${url.search}` };
}
