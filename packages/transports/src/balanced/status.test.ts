import type { LineStatus, ReplicaStatus } from "../server-transport.js";
import { type PhaseFacts, type ReplicaPhase, statusIn } from "./replica-phase.js";
import { statusOf } from "./status-of.js";

const facts: PhaseFacts = { transport: undefined, isCurrent: true, maxAttempts: 3 };
const reopening: LineStatus = { state: "reconnecting", failures: 2 };
const there: LineStatus = { state: "ready", failures: 0 };

describe("a replica", () => {
  it.each<[string, ReplicaPhase, Partial<PhaseFacts>, LineStatus["state"], number]>([
    ["not reached yet", { kind: "connecting" }, {}, "connecting", 0],
    ["with a session", { kind: "open", failures: 1 }, {}, "ready", 1],
    ["whose line is there", { kind: "open", failures: 0 }, { transport: there }, "ready", 0],
    ["whose line is reopened", { kind: "open", failures: 0 }, { transport: reopening }, "reconnecting", 2],
    ["with something to catch up on", { kind: "open", failures: 0 }, { isCurrent: false }, "reconnecting", 0],
    ["that was lost", { kind: "down", failures: 2, wanted: false }, {}, "reconnecting", 2],
    ["lost too often", { kind: "down", failures: 3, wanted: false }, {}, "failed", 3],
    [
      "lost too often that somebody waits for",
      { kind: "down", failures: 9, wanted: true },
      {},
      "reconnecting",
      9,
    ],
    ["that was closed", { kind: "closed" }, {}, "closed", 0],
  ])("%s", (_, phase, more, state, failures) => {
    expect(statusIn(phase, { ...facts, ...more })).toEqual({ state, failures });
  });
});

describe("a server with several replicas", () => {
  const lastError = new Error("gone");
  const status = (state: LineStatus["state"], failures = 0): ReplicaStatus => ({
    index: 0,
    state,
    failures,
    inFlight: 0,
    circuit: "closed",
    ...(failures > 0 && { lastError }),
  });

  it.each<[ReplicaStatus[], LineStatus]>([
    [[status("failed", 3), status("ready")], { state: "ready", failures: 0 }],
    [[status("ready", 1), status("ready", 2)], { state: "ready", failures: 1 }],
    [
      [status("failed", 3), status("reconnecting", 2)],
      { state: "reconnecting", failures: 2, cause: lastError },
    ],
    [[status("failed", 3), status("failed", 5)], { state: "failed", failures: 3, cause: lastError }],
    [[status("reconnecting", 1), status("connecting")], { state: "connecting", failures: 0 }],
    [[status("closed"), status("closed")], { state: "closed", failures: 0 }],
  ])("stands where the best of them stands: %#", (replicas, expected) => {
    expect(statusOf(replicas)).toEqual(expected);
  });
});
