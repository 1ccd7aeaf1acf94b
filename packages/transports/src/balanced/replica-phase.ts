import type { LineStatus } from "../server-transport.js";

/** Where a replica stands, apart from what its transport says of itself. */
export type ReplicaPhase =
  /** It has not been reached yet. */
  | { readonly kind: "connecting" }
  /** It has a session. */
  | { readonly kind: "open"; readonly failures: number }
  /** It is reached for again. `wanted`: somebody waits for the attempt. */
  | { readonly kind: "down"; readonly failures: number; readonly wanted: boolean }
  | { readonly kind: "closed" };

/** What is known of a replica besides its phase. */
export interface PhaseFacts {
  /** What its transport says, if that reopens itself. */
  readonly transport: LineStatus | undefined;
  /** Whether its session knows all that the client has set. */
  readonly isCurrent: boolean;
  readonly maxAttempts: number;
}

/** Where a replica stands. */
export function statusIn(
  phase: ReplicaPhase,
  { transport, isCurrent, maxAttempts }: PhaseFacts,
): Pick<LineStatus, "state" | "failures"> {
  switch (phase.kind) {
    case "open": {
      const { state, failures } = transport ?? { state: "ready", failures: phase.failures };
      return { state: state === "ready" && !isCurrent ? "reconnecting" : state, failures };
    }
    case "down": {
      const goesOn = phase.wanted || phase.failures < maxAttempts;
      return { state: goesOn ? "reconnecting" : "failed", failures: phase.failures };
    }
    default:
      return { state: phase.kind, failures: 0 };
  }
}
