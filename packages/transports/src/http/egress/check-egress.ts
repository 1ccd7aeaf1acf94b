import { type OptionProblem, shown } from "../../options/option-problem.js";
import { parseNetwork } from "./network-range.js";
import type { EgressPolicy } from "./options.js";

const hostPattern = /^(?:\*\.)?[^\s*/:?#@\\]+$|^\[?[0-9a-f:.]*:[0-9a-f:.]*\]?$/i;

/** What is wrong with a policy, whatever it holds. */
export function egressProblems(policy: EgressPolicy): OptionProblem[] {
  const { httpsOnly, allowedHosts, allowPrivateNetworks } = policy;
  return [
    ...(httpsOnly === undefined || typeof httpsOnly === "boolean"
      ? []
      : [{ path: ["httpsOnly"], message: `must be true or false, not ${shown(httpsOnly)}` }]),
    ...(allowedHosts === undefined ? [] : hostProblems(allowedHosts)),
    ...(allowPrivateNetworks === undefined || typeof allowPrivateNetworks === "boolean"
      ? []
      : networkProblems(allowPrivateNetworks)),
  ];
}

function hostProblems(hosts: unknown): OptionProblem[] {
  const expected = 'hosts such as "api.example.com" or "*.example.com"';
  if (!Array.isArray(hosts))
    return [{ path: ["allowedHosts"], message: `must be a list of ${expected}, not ${shown(hosts)}` }];
  return hosts.flatMap((host, index) =>
    typeof host === "string" && hostPattern.test(host)
      ? []
      : [
          {
            path: ["allowedHosts", index],
            message: `is not a host: ${shown(host)}; write ${expected}, without scheme, port and path`,
          },
        ],
  );
}

function networkProblems(networks: unknown): OptionProblem[] {
  const path = "allowPrivateNetworks";
  if (!Array.isArray(networks)) {
    const message = `must be true, false or a list of networks such as ["10.0.0.0/8"], not ${shown(networks)}`;
    return [{ path: [path], message }];
  }
  return networks.flatMap((network, index) =>
    typeof network === "string" && parseNetwork(network)
      ? []
      : [
          {
            path: [path, index],
            message: `is not a network: ${shown(network)}; write one such as "10.0.0.0/8"`,
          },
        ],
  );
}
