/** Where a line stands that is reopened when it is lost. */
export type LineState =
  /** Not ready for the first time yet: a failure now is the caller's. */
  | { readonly kind: "connecting" }
  /** `failures` in a row before this session, which counts as one more until it has `proved` stable. */
  | { readonly kind: "ready"; readonly failures: number; readonly proved: boolean }
  /** `atOnce`: somebody asked for an attempt now. */
  | {
      readonly kind: "reconnecting";
      readonly failures: number;
      readonly atOnce: boolean;
      readonly cause: Error;
    }
  | { readonly kind: "failed"; readonly cause: Error }
  | { readonly kind: "closed" };

/** What can happen to a line. */
export type LineEvent =
  /** A session is open and its handshake done. */
  | { readonly type: "opened" }
  /** The session lasted, or answered a call. */
  | { readonly type: "proved" }
  /** The session ended, or an attempt to open one failed. */
  | { readonly type: "lost"; readonly cause: Error }
  /** Something is to be sent. */
  | { readonly type: "wanted" }
  | { readonly type: "closed" };

/** What becomes of a line. An event that means nothing in a state leaves it as it is, the same object. */
export function transition(state: LineState, event: LineEvent, maxAttempts: number): LineState {
  if (state.kind === "closed") return state;
  switch (event.type) {
    case "closed":
      return { kind: "closed" };
    case "opened":
      return open(state);
    case "proved":
      return state.kind === "ready" && !state.proved ? { kind: "ready", failures: 0, proved: true } : state;
    case "lost":
      return lose(state, event.cause, maxAttempts);
    case "wanted":
      // One attempt: the next failure is one too many again.
      return state.kind === "failed"
        ? { kind: "reconnecting", failures: maxAttempts - 1, atOnce: true, cause: state.cause }
        : state;
  }
}

function open(state: LineState): LineState {
  switch (state.kind) {
    case "connecting":
      return { kind: "ready", failures: 0, proved: false };
    case "reconnecting":
      return { kind: "ready", failures: state.failures, proved: false };
    default:
      return state;
  }
}

function lose(state: LineState, cause: Error, maxAttempts: number): LineState {
  switch (state.kind) {
    case "connecting":
      return { kind: "failed", cause };
    case "ready":
      return state.proved ? retry(0, cause, maxAttempts) : retry(state.failures + 1, cause, maxAttempts);
    case "reconnecting":
      return retry(state.failures + 1, cause, maxAttempts);
    default:
      return state;
  }
}

function retry(failures: number, cause: Error, maxAttempts: number): LineState {
  if (failures >= maxAttempts) return { kind: "failed", cause };
  return { kind: "reconnecting", failures, atOnce: false, cause };
}

/** How many failures in a row a line has had. One that has failed has had all that it may have. */
export function failuresIn(state: LineState, maxAttempts: number): number {
  if (state.kind === "failed") return maxAttempts;
  return "failures" in state ? state.failures : 0;
}
