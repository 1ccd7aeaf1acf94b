import fc from "fast-check";
import type { Strategy } from "./options.js";
import { rank } from "./strategy.js";

const replica = fc.record({ name: fc.string(), inFlight: fc.nat(20) });
const replicas = fc.uniqueArray(replica, { selector: ({ name }) => name, maxLength: 8 });
const strategy = fc.constantFrom<Strategy>("round-robin", "least-busy", "first-available");

/** The names in their order, of replicas that work on so many calls each. */
function order(inFlight: readonly number[], strategy: Strategy, turn: number): string {
  const candidates = inFlight.map((calls, index) => ({ name: "abcdef"[index], inFlight: calls }));
  return rank(candidates, strategy, turn)
    .map(({ name }) => name)
    .join("");
}

describe("the order of replicas", () => {
  it.each<[Strategy, number[], number, string]>([
    ["first-available", [9, 0, 0], 0, "abc"],
    ["first-available", [9, 0, 0], 2, "abc"],
    ["round-robin", [9, 0, 0], 0, "abc"],
    ["round-robin", [9, 0, 0], 1, "bca"],
    ["round-robin", [9, 0, 0], 5, "cab"],
    ["least-busy", [2, 1, 0], 0, "cba"],
    ["least-busy", [1, 0, 0, 1], 0, "bcad"],
    ["least-busy", [1, 0, 0, 1], 2, "cbda"],
    ["least-busy", [], 3, ""],
  ])("%s of %j in turn %i is %s", (strategy, inFlight, turn, expected) => {
    expect(order(inFlight, strategy, turn)).toBe(expected);
  });

  it("has every replica once, whatever the strategy", () => {
    fc.assert(
      fc.property(replicas, strategy, fc.nat(), (all, chosen, turn) => {
        expect(new Set(rank(all, chosen, turn))).toEqual(new Set(all));
        expect(rank(all, chosen, turn)).toHaveLength(all.length);
      }),
    );
  });

  it("of least-busy begins with one that no other has less to do than", () => {
    fc.assert(
      fc.property(replicas, fc.nat(), (all, turn) => {
        const ranked = rank(all, "least-busy", turn).map(({ inFlight }) => inFlight);
        expect(ranked).toEqual([...ranked].sort((one, other) => one - other));
      }),
    );
  });

  it.each(["round-robin", "least-busy"] as const)(
    "of %s puts each of equals first as often as the others",
    (chosen) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(100), (count, start) => {
          const idle = Array.from({ length: count }, () => 0);
          const first = idle.map((_, turn) => order(idle, chosen, start + turn)[0]);
          expect(new Set(first).size).toBe(count);
        }),
      );
    },
  );
});
