import type { Measurement } from "../measurement.js";
import { compare } from "./compare.js";
import type { Results } from "./results.js";

const measurement: Measurement = {
  title: "work",
  subjects: { "sdk-1": "the base", "mcp-team": "the project", four: "four replicas" },
  base: "sdk-1",
  metrics: {
    cpu: { title: "processor time a call", unit: "µs", better: "lower" },
    rate: { title: "calls per second", unit: "calls/s", better: "higher" },
  },
  goals: [],
  run: async () => ({}),
};

function results(subject: string, cpu: number, rate: number): Results {
  const values = { cpu: { value: 1, ratio: cpu, rounds: [1] }, rate: { value: 1, ratio: rate, rounds: [1] } };
  const environment = { date: "", node: "", machine: "", quick: false, versions: {} };
  return { environment, measurements: { work: { rounds: 3, subjects: { [subject]: { values } } } } };
}

describe("the comparison with the last results", () => {
  it.each([
    ["mcp-team", { cpu: 1, rate: 1 }, { cpu: 1.1, rate: 0.8 }, []],
    ["mcp-team", { cpu: 1, rate: 1 }, { cpu: 1.2, rate: 1 }, ["processor time a call"]],
    ["mcp-team", { cpu: 1, rate: 1 }, { cpu: 1, rate: 0.7 }, ["calls per second"]],
    ["four", { cpu: 1, rate: 4 }, { cpu: 1, rate: 3 }, ["calls per second"]],
    ["sdk-1", { cpu: 1, rate: 1 }, { cpu: 9, rate: 0.1 }, []],
  ])("of %s from %j to %j finds %j worse", (subject, before, now, expected) => {
    const [last, current] = [before, now].map(({ cpu, rate }) => results(subject, cpu, rate)) as [
      Results,
      Results,
    ];
    expect(compare({ work: measurement }, last, current).worse.map(({ metric }) => metric)).toEqual(expected);
  });

  it.each(["mcp-team", "four"])("misses what %s can do no more", (subject) => {
    const { environment } = results(subject, 1, 1);
    const failed = { rounds: 3, subjects: { [subject]: { failure: "it ended with 1" } } };
    const now = { environment, measurements: { work: failed } };
    const found = compare({ work: measurement }, results(subject, 1, 1), now);
    expect(found).toEqual({
      compared: 0,
      worse: [],
      missing: ["processor time a call", "calls per second"].map((metric) => ({
        measurement: "work",
        metric,
        subject,
      })),
    });
  });

  it("does not count the base, which is always what it was", () => {
    const base = results("sdk-1", 1, 1);
    expect(compare({ work: measurement }, base, base)).toEqual({ compared: 0, worse: [], missing: [] });
  });

  it("counts only what both have", () => {
    const empty = { ...results("mcp-team", 1, 1), measurements: {} };
    expect(compare({ work: measurement }, empty, results("mcp-team", 1, 1)).compared).toBe(0);
  });
});
