import { isIPv6 } from "node:net";

/** What would make an address of a host: a scheme, a user, a port, a path; and what stands for several hosts. */
const notOfHosts = /[\s*/:?#@\\]/;

/**
 * A host as `URL` writes it, so that hosts can be compared: in small letters, and IPv6 in brackets.
 *
 * @param name - as somebody wrote it, IPv6 with brackets or without
 * @returns nothing for what is no host, or more than one
 */
export function hostName(name: string): string | undefined {
  const address = name.replace(/^\[(.*)\]$/, "$1");
  if (isIPv6(address)) return readHost(`[${address}]`);
  return notOfHosts.test(name) ? undefined : readHost(name);
}

/** The host of a `Host` header, without its port. */
export function readHost(header: string): string | undefined {
  const url = `http://${header}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
