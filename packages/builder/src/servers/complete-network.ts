import type { NetworkOptions } from "@mcp-team/transports";

/**
 * A server's own words about the network, completed by the team's. With a dispatcher of its own, of the team's only the policy
 * is left: the rest is the dispatcher's affair.
 */
export function completeNetwork(own: NetworkOptions, team: NetworkOptions): NetworkOptions {
  const { dispatcher, ...options } = own;
  const egress = { ...team.egress, ...own.egress };
  const policy = Object.keys(egress).length > 0 && { egress };
  if (dispatcher !== undefined) return { ...policy, dispatcher };
  const tls = { ...team.tls, ...own.tls };
  const proxy = options.proxy ?? team.proxy;
  const http2 = options.http2 ?? team.http2;
  const lookup = options.lookup ?? team.lookup;
  return {
    ...(Object.keys(tls).length > 0 && { tls }),
    ...(proxy !== undefined && { proxy }),
    ...(http2 !== undefined && { http2 }),
    ...(lookup && { lookup }),
    ...policy,
  };
}
