import { displayUrl } from "./http/display-url.js";
import { KnownSecrets } from "./http/known-secrets.js";
import type { TransportOptions } from "./open.js";

/** Several replicas of one server. */
export interface ReplicaCount {
  /** How many processes of a local server run side by side. @default 1 */
  readonly instances?: number;
  /** The addresses of a remote server's replicas. @default only its `url` */
  readonly urls?: readonly (string | URL)[];
}

/** How to reach one replica, and what its address is without secrets. */
export interface ReplicaOptions<O> {
  readonly options: O;
  readonly url?: string;
}

/** How to reach each replica of a server. */
export function replicasOf<O extends TransportOptions>(options: O & ReplicaCount): ReplicaOptions<O>[] {
  if (options.kind === "stdio") return Array.from({ length: options.instances ?? 1 }, () => ({ options }));
  return (options.urls ?? [options.url]).map((url) => ({ options: { ...options, url }, url: shown(url) }));
}

function shown(url: string | URL): string {
  if (!URL.canParse(String(url))) return "an address that is none";
  const address = new URL(url);
  const secrets = new KnownSecrets();
  secrets.addUrl(address);
  return displayUrl(address, secrets);
}
