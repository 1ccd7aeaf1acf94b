import type { LookupFunction } from "node:net";

/** Where requests to a server may go. */
export interface EgressPolicy {
  /**
   * Whether only `https:` addresses may be asked. Those that name this machine (`localhost`, 127.0.0.0/8, `::1`) always may.
   * @default true where the environment variable NODE_ENV is `production`
   */
  readonly httpsOnly?: boolean;
  /**
   * The hosts that may be asked: names such as `"api.example.com"`, addresses, and `"*.example.com"` for all names below one.
   * This machine always may.
   * @default any host
   */
  readonly allowedHosts?: readonly string[];
  /**
   * Whether hosts may have addresses that are not of the public internet. `true` allows private networks (RFC 1918), unique local
   * addresses, those of carriers (RFC 6598), and names of other machines that lead to this one. A list of networks, such as
   * `["10.20.0.0/16"]`, allows what lies in them, and nothing else. Link-local addresses, where clouds keep credentials, have to be
   * listed; multicast, reserved and unspecified ones, too.
   * @default false
   */
  readonly allowPrivateNetworks?: boolean | readonly string[];
}

/** What decides over the addresses of hosts. */
export interface EgressOptions {
  /**
   * Where requests may go. It is checked before each connection, on the address that the name of the host has just then.
   * @default public addresses, and this machine where the address names it
   */
  readonly egress?: EgressPolicy;
  /**
   * Looks up the addresses of hosts, as the option of `net.connect` does. What it finds is held to the policy of `egress`.
   * @default `dns.lookup`
   */
  readonly lookup?: LookupFunction;
}
