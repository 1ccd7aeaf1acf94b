import { SECRET_MASK } from "../secrets/mask-secrets.js";
import type { KnownSecrets } from "./known-secrets.js";

/**
 * A URL as it may be shown: without user and password, and with the names but not the values of its query.
 */
export function displayUrl(url: URL, secrets: KnownSecrets): string {
  const names = [...new Set(url.searchParams.keys())].map((name) => `${secrets.mask(name)}=${SECRET_MASK}`);
  const query = names.length === 0 ? "" : `?${names.join("&")}`;
  return `${url.protocol}//${url.host}${secrets.mask(url.pathname)}${query}`;
}

/** Where a URL leads: host and port, also where the port is the scheme's own. */
export function hostAndPort({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}
