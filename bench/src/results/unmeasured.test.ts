import type { Measurement } from "../measurement.js";
import { unmeasured } from "./unmeasured.js";

const measurement: Measurement = {
  title: "work",
  subjects: { "sdk-1": "the base", "mcp-team": "the project", mastra: "a peer" },
  base: "sdk-1",
  metrics: {},
  goals: [],
  run: async () => ({}),
};
const values = { values: {} };
const failed = { failure: "it ended with 1" };

describe("a measurement says nothing", () => {
  it.each([
    [{ "sdk-1": values, "mcp-team": values, mastra: failed }, []],
    [{ "sdk-1": failed, "mcp-team": values }, ["sdk-1"]],
    [{ "sdk-1": values, "mcp-team": failed }, ["mcp-team"]],
    [{}, ["sdk-1", "mcp-team"]],
  ])("when of %j the base or the project has failed", (subjects, expected) => {
    const found = unmeasured({ work: measurement }, { work: { rounds: 3, subjects } });
    expect(found.map(({ subject }) => subject)).toEqual(expected);
  });
});
