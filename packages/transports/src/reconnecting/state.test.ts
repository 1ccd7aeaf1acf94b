import fc from "fast-check";
import { pauseBefore } from "./backoff.js";
import { type LineEvent, type LineState, transition } from "./state.js";

const cause = new Error("lost");
const lost = { type: "lost", cause } as const;

function run(events: readonly LineEvent[], maxAttempts = 3): LineState {
  return events.reduce<LineState>((state, event) => transition(state, event, maxAttempts), {
    kind: "connecting",
  });
}

const opened = { type: "opened" } as const;
const proved = { type: "proved" } as const;
const wanted = { type: "wanted" } as const;
const closed = { type: "closed" } as const;

describe("a line", () => {
  it.each<[string, LineEvent[], Partial<LineState>]>([
    ["is the caller's until it is ready", [lost], { kind: "failed" }],
    ["is ready after its handshake", [opened], { kind: "ready", failures: 0, proved: false }],
    [
      "is reopened at once when it had proved stable",
      [opened, proved, lost],
      { kind: "reconnecting", failures: 0 },
    ],
    [
      "counts a session that ended before that as a failure",
      [opened, lost],
      { kind: "reconnecting", failures: 1 },
    ],
    ["counts attempts that fail", [opened, proved, lost, lost, lost], { kind: "reconnecting", failures: 2 }],
    ["fails when they run out", [opened, proved, lost, lost, lost, lost], { kind: "failed", cause }],
    ["fails in a crash loop", [opened, lost, opened, lost, opened, lost], { kind: "failed" }],
    [
      "forgets its failures when it proves stable",
      [opened, lost, opened, proved],
      { kind: "ready", failures: 0 },
    ],
    [
      "makes one attempt when it has failed and is wanted",
      [opened, lost, lost, lost, wanted],
      { kind: "reconnecting", failures: 2, atOnce: true },
    ],
    ["has failed again when that fails", [opened, lost, lost, lost, wanted, lost], { kind: "failed" }],
    [
      "is not hurried when it is wanted while it reconnects",
      [opened, lost, wanted],
      { kind: "reconnecting", failures: 1, atOnce: false },
    ],
    ["stays closed", [opened, closed, opened, lost, wanted, proved], { kind: "closed" }],
  ])("%s", (_, events, state) => {
    expect(run(events)).toMatchObject(state);
  });

  it("is in a state of the union after any events, never counts past its limit, and never leaves closed", () => {
    const event = fc.constantFrom<LineEvent>(opened, proved, lost, wanted, closed);
    fc.assert(
      fc.property(fc.array(event), fc.integer({ min: 1, max: 6 }), (events, maxAttempts) => {
        let state: LineState = { kind: "connecting" };
        for (const next of events) {
          const before = state;
          state = transition(state, next, maxAttempts);
          expect(["connecting", "ready", "reconnecting", "failed", "closed"]).toContain(state.kind);
          if ("failures" in state) expect(state.failures).toBeLessThan(maxAttempts);
          if (before.kind === "closed") expect(state).toBe(before);
          if (next.type === "closed") expect(state.kind).toBe("closed");
        }
      }),
    );
  });
});

describe("the pause before an attempt", () => {
  const options = { initialDelayMs: 250, maxDelayMs: 30_000 };

  it("has a ceiling that doubles up to the cap", () => {
    const ceilings = [0, 1, 2, 3, 7, 8, 50].map((failures) => pauseBefore(failures, options, () => 1));
    expect(ceilings).toEqual([0, 250, 500, 1_000, 16_000, 30_000, 30_000]);
  });

  it("is anything below it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const pause = pauseBefore(failures, options, () => random);
          expect(pause).toBeGreaterThanOrEqual(0);
          expect(pause).toBeLessThanOrEqual(30_000);
        },
      ),
    );
  });
});
