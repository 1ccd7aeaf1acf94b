import type { JSONRPCRequest, TransportSendOptions } from "@modelcontextprotocol/client";
import { collect } from "./collect.js";
import { isGood, type Outcome } from "./outcome.js";
import type { Replica } from "./replica.js";
import type { AskOptions } from "./replica-session.js";

/** When one replica has refused the handshake, how long the others have to accept it, in milliseconds. */
const graceMs = 2_000;

/**
 * Makes the request that opens a session on every replica, and gives the client the first good answer; otherwise a refusal.
 *
 * @returns whether it was accepted
 * @throws what a replica failed with, as it came: the SDK's client judges by it which era to try next
 */
export async function makeFirstRequest(
  replicas: readonly Replica[],
  request: JSONRPCRequest,
  options: TransportSendOptions | undefined,
  deliver: NonNullable<AskOptions["onAnswer"]>,
): Promise<boolean> {
  const shaken = replicas.map(({ line }) => line.shake(request, { options }));
  const outcomes = await collect(shaken, (outcome) => {
    if (isGood(outcome)) return 0;
    return outcome.kind === "answered" ? graceMs : undefined;
  });
  const best = outcomes.find(isGood) ?? outcomes.sort((one, other) => weight(other) - weight(one))[0];
  if (best?.kind === "failed") throw best.error;
  if (best?.kind === "answered") deliver(best.answer, undefined);
  return best !== undefined && isGood(best);
}

/** A word of a server says more than an answer over HTTP, and that more than none. */
function weight(outcome: Outcome): number {
  if (outcome.kind === "answered") return 2;
  return outcome.kind === "failed" && "status" in outcome.cause && outcome.cause.status !== undefined ? 1 : 0;
}
