import type { LineStatus, ReplicaStatus } from "../server-transport.js";

/** From the best to the worst. */
const states = ["ready", "connecting", "reconnecting", "failed", "closed"] as const;

/** Where a server stands as a whole: where the best of its replicas stands. */
export function statusOf(replicas: readonly ReplicaStatus[]): LineStatus {
  const state = states.find((each) => replicas.some((replica) => replica.state === each)) ?? "failed";
  const best = replicas.filter((replica) => replica.state === state);
  const failures = Math.min(...best.map((replica) => replica.failures));
  const cause = best.find(({ lastError }) => lastError)?.lastError;
  return { state, failures, ...(state !== "ready" && cause && { cause }) };
}
