import { measurements } from "../measurements.js";
import type { MeasurementResult, Results } from "../results/results.js";
import { toChart } from "./chart.js";
import { toMarkdown } from "./markdown.js";

const results: Results = {
  environment: {
    date: "2026-01-02 03:04",
    node: "v20.19.0",
    machine: "2 × processor",
    quick: false,
    versions: { sdk: "1.2.3" },
  },
  measurements: {
    "latency-stdio": {
      rounds: 5,
      renewed: "2026-01-02 05:06",
      subjects: {
        "hand-written": { values: { cpu: { value: 80, ratio: 0.8, rounds: [80] } } },
        "sdk-1": { values: { cpu: { value: 100, ratio: 1, rounds: [100] } } },
        "mcp-team": { values: { cpu: { value: 1234, ratio: 12.34, rounds: [1234] } } },
        "mcp-adapters": { failure: "it broke\nat line 1" },
      },
    },
  },
};

describe("the report", () => {
  const markdown = toMarkdown(measurements, results);

  it("has each value with its ratio, and why there is none", () => {
    expect(markdown).toContain("| mcp-team | 1 234 µs (12.3) | – |");
    expect(markdown).toContain("- LangChain mcp-adapters: it broke\n");
    expect(markdown).toContain("2 × processor; Node.js v20.19.0");
    expect(markdown).toContain("5 rounds, made anew on 2026-01-02 05:06 UTC.");
  });

  it.each([
    [1.0007, "1.001"],
    [1.00004, "1.00004"],
    [1.04, "1.04"],
  ])("has as many digits as tell a miss of %d from its limit", (ratio, digits) => {
    const near: MeasurementResult = {
      rounds: 1,
      subjects: {
        "sdk-1": { values: { time: { value: 1, ratio: 1, rounds: [1] } } },
        "mcp-team": { values: { time: { value: ratio, ratio, rounds: [ratio] } } },
      },
    };
    const said = toMarkdown(measurements, { ...results, measurements: { "connect-8": near } });
    expect(said).toContain(`- missed: time, at most 1 of SDK 1.x client: ${digits}.`);
  });

  it("tells of each goal whether it is reached, and when not, what the physical limit comes to", () => {
    expect(markdown).toContain(
      "- missed: processor time a call, at most 1.15 of SDK 1.x client: 12.3; the hand-written client: 0.80.",
    );
  });

  it("draws what is compared with the base", () => {
    const chart = toChart(measurements, results);
    expect(chart).toMatch(/^<svg xmlns/);
    expect(chart).toContain("latency-stdio");
    expect(chart).toContain("mcp-team");
  });
});
