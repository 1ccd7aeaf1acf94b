import { domainToASCII } from "node:url";
import { networkRange } from "./network-range.js";

/** A host as messages and comparisons have it: in lower case, without the brackets of IPv6 and the dot at the end. */
export function plainHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
}

/** Whether a host of a URL names this machine. Source: RFC 6761, section 6.3; RFC 1122, section 3.2.1.3. */
export function namesLoopback(hostname: string): boolean {
  const host = plainHost(hostname);
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  // `::ffff:127.0.0.1` is an odd way to write it, and most often meant to deceive.
  return host === "::1" || (!host.includes(":") && networkRange(host).kind === "loopback");
}

/** Whether a host fits one of the patterns: a name, or `*.` and the name that all others have to be below. */
export function fitsHosts(hostname: string, patterns: readonly string[]): boolean {
  const host = plainHost(hostname);
  return patterns.some((pattern) => {
    if (pattern.startsWith("*.")) return host.endsWith(`.${asciiHost(pattern.slice(2))}`);
    return host === asciiHost(pattern);
  });
}

function asciiHost(name: string): string {
  const host = plainHost(name);
  return host.includes(":") ? host : domainToASCII(host);
}
