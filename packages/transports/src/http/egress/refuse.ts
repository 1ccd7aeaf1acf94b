import { ConnectionError } from "../../errors/index.js";
import type { RemoteServer } from "../remote-server.js";
import { namesLoopback, plainHost } from "./host-names.js";
import { type Refusal, refusalOfAddress, refusalOfTarget, type Target } from "./refusals.js";

/** The error for a request that the policy refuses, if it does. */
export function refuseTarget(server: RemoteServer, target: Target): ConnectionError | undefined {
  const refusal = refusalOfTarget(target, server.network.egress, isOfThisMachine(server));
  return refusal && refused(server, `${target.protocol}//${target.hostname}`, refusal);
}

/** The error for a name that leads to where nothing may go, if it does. */
export function refuseName(
  server: RemoteServer,
  hostname: string,
  address: string,
): ConnectionError | undefined {
  const refusal = refusalOfAddress(hostname, address, server.network.egress, isOfThisMachine(server));
  return refusal && refused(server, plainHost(hostname), refusal);
}

/** What another server names, as the place of its authorization server, may not be on this machine. */
function isOfThisMachine({ url }: RemoteServer): boolean {
  return namesLoopback(url.hostname);
}

function refused({ label, name }: RemoteServer, subject: string, { reason, hint }: Refusal): ConnectionError {
  const message = `${label} was not contacted: ${subject} ${reason}. ${hint}`;
  return new ConnectionError(message, { server: name, hint, effect: "none" });
}
