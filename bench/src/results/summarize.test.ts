import type { Measurement } from "../measurement.js";
import { judgeGoals } from "./goals.js";
import { type Round, summarize } from "./summarize.js";

const measurement: Measurement = {
  title: "work",
  subjects: { base: "the base", fast: "a fast one", another: "another one", broken: "a broken one" },
  base: "base",
  metrics: { time: { title: "time", unit: "ms", better: "lower" } },
  goals: [
    { metric: "time", subject: "fast", of: "base", atMost: 0.6 },
    { metric: "time", subject: "fast", of: "base", atMost: 0.4 },
    { metric: "time", subject: "fast", atLeast: 7 },
    { metric: "time", subject: "fast", of: "another", atMost: 0.6 },
    { metric: "time", subject: "broken", of: "base", atMost: 1 },
  ],
  run: async () => ({}),
};

const round = (base: number, fast: number, another: number): Round => ({
  base: { kind: "block", block: { time: base } },
  fast: { kind: "block", block: { time: fast } },
  another: { kind: "block", block: { time: another } },
  broken: { kind: "failed", reason: "it broke" },
});

describe("the summary of rounds", () => {
  // The machine was slow in the second round, for both.
  const result = summarize(measurement, [round(10, 5, 50), round(100, 50, 100), round(12, 7, 14)]);

  it("takes the ratio within each round, and then the median", () => {
    expect(result.subjects.fast).toEqual({ values: { time: { value: 7, ratio: 0.5, rounds: [5, 50, 7] } } });
    expect(result.subjects.base).toEqual({
      values: { time: { value: 12, ratio: 1, rounds: [10, 100, 12] } },
    });
    expect(result.rounds).toBe(3);
  });

  it("says why a subject has no values", () => {
    expect(result.subjects.broken).toEqual({ failure: "it broke" });
  });

  it("leaves out subjects that were not measured", () => {
    const { broken: _, ...others } = round(1, 1, 1);
    expect(Object.keys(summarize(measurement, [others]).subjects)).toEqual(["base", "fast", "another"]);
  });

  it("judges the goals that have numbers, by ratios within the rounds", () => {
    expect(judgeGoals(measurement, result).map(({ measured, isReached }) => [measured, isReached])).toEqual([
      [0.5, true],
      [0.5, false],
      [7, true],
      [0.5, true],
    ]);
  });
});
