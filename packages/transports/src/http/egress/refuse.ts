import { ConnectionError } from "../../errors/index.js";
import type { RemoteServer } from "../remote-server.js";
import { plainHost } from "./host-names.js";
import { type Refusal, refusalOfTarget, type Target } from "./refusals.js";

/** The error for a request that the policy refuses, if it does. */
export function refuseTarget(server: RemoteServer, target: Target): ConnectionError | undefined {
  const refusal = refusalOfTarget(target, server.network.egress);
  return refusal && refused(server, `${target.protocol}//${target.hostname}`, refusal);
}

/** The error for a name that leads to where nothing may go. */
export function refuseName(server: RemoteServer, hostname: string, refusal: Refusal): ConnectionError {
  return refused(server, plainHost(hostname), refusal);
}

function refused({ label, name }: RemoteServer, subject: string, { reason, hint }: Refusal): ConnectionError {
  const message = `${label} was not contacted: ${subject} ${reason}. ${hint}`;
  return new ConnectionError(message, { server: name, hint, effect: "none" });
}
