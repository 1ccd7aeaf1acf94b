import type { IncomingMessage } from "node:http";
import { hostName, readHost } from "./host-name.js";

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** Under which names a server is reached, and from which pages. */
export interface SourceOptions {
  /** The address that is listened on: one of its names. */
  readonly host?: string | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
}

/**
 * Looks at where a request comes from: a web page that had its name changed to a loopback address (DNS rebinding) sends its
 * own name in `Host` and `Origin`.
 *
 * Source: MCP specification, Streamable HTTP, security warning.
 *
 * @returns why the request is refused, or `undefined`
 */
export function sourceCheck({ host, allowedHosts, allowedOrigins }: SourceOptions) {
  const own = host === undefined ? loopback : [...loopback, hostName(host) ?? host];
  const hosts = new Set((allowedHosts ?? own).map(hostName));
  const origins = allowedOrigins ?? own;
  return ({ headers }: IncomingMessage): string | undefined => {
    const named = headers.host === undefined ? undefined : readHost(headers.host);
    if (named === undefined || !hosts.has(named)) return `Invalid Host: ${headers.host ?? "none"}`;
    const { origin } = headers;
    if (origin === undefined || origins.some((allowed) => isOrigin(allowed, origin))) return undefined;
    return `Invalid Origin: ${origin}`;
  };
}

/** An allowed origin is one, with scheme and port, or a host name of any. */
function isOrigin(allowed: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  if (!allowed.includes("://")) return new URL(origin).hostname === hostName(allowed);
  return URL.canParse(allowed) && originOf(allowed) === originOf(origin);
}

/** All schemes that `URL` does not know, such as those of extensions, have one `origin` there: "null". */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
