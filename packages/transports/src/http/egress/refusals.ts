import { fitsHosts, namesLoopback, plainHost } from "./host-names.js";
import { isInNetworks, networkRange } from "./network-range.js";
import type { EgressPolicy } from "./options.js";

/** Why a request is not made. */
export interface Refusal {
  /** Continues a sentence that begins with an address: `is not https`. */
  readonly reason: string;
  /** How to allow it, if that is meant. */
  readonly hint: string;
}

/** What is asked, as far as it decides. */
export type Target = Pick<URL, "protocol" | "hostname">;

/**
 * Why the policy refuses an address that was written, if it does. What its name leads to is seen later.
 *
 * @param exempt - whether this machine may be asked by its names, whatever the policy
 */
export function refusalOfTarget(
  { protocol, hostname }: Target,
  { httpsOnly = process.env.NODE_ENV === "production", allowedHosts, ...policy }: EgressPolicy = {},
  exempt = true,
): Refusal | undefined {
  if (exempt && namesLoopback(hostname)) return undefined;
  const host = plainHost(hostname);
  if (httpsOnly && protocol !== "https:") {
    return {
      reason:
        "is not encrypted, and only https may be used (`egress.httpsOnly`, which is on where NODE_ENV is production)",
      hint: 'Write it with "https://", or allow it with `egress: { httpsOnly: false }`.',
    };
  }
  if (allowedHosts && !fitsHosts(host, allowedHosts)) {
    return {
      reason: `has the host ${JSON.stringify(host)}, which is not among those that may be asked (\`egress.allowedHosts\`)`,
      hint: "Add the host to `egress.allowedHosts`, if it is meant.",
    };
  }
  return isAddress(host) ? refusalOfAddress(host, host, policy, exempt) : undefined;
}

/** Why the policy refuses the address that a host turned out to have, if it does. */
export function refusalOfAddress(
  hostname: string,
  address: string,
  { allowPrivateNetworks = false }: EgressPolicy = {},
  exempt = true,
): Refusal | undefined {
  const host = plainHost(hostname);
  const range = networkRange(address);
  if (exempt && namesLoopback(host))
    return range.kind === "loopback" ? undefined : notLoopback(host, address);
  if (range.kind === "public") return undefined;
  if (allowPrivateNetworks === true && range.kind !== "other") return undefined;
  if (typeof allowPrivateNetworks === "object" && isInNetworks(address, allowPrivateNetworks))
    return undefined;
  const led = isAddress(host) ? `is at ${address}` : `leads to ${address}`;
  return {
    reason: `${led}, which is ${range.name}, and such are refused (\`egress.allowPrivateNetworks\`)`,
    hint: `If it is meant, allow it: \`egress: { allowPrivateNetworks: ${JSON.stringify([address])} }\`, or the network around it.`,
  };
}

/** This machine is exempt from the policy, so its names may not lead anywhere else. */
function notLoopback(host: string, address: string): Refusal {
  return {
    reason: `leads to ${address}, although ${JSON.stringify(host)} is a name of this machine`,
    hint: "Look into the file of hosts, and into the DNS.",
  };
}

function isAddress(host: string): boolean {
  return networkRange(host).name !== "no address";
}
