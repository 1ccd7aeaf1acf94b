import { ConfigurationError } from "../errors/index.js";
import { checkRateLimit } from "./check-rate-limit.js";

describe("checkRateLimit", () => {
  it.each([
    [{ calls: 10 }],
    [{ calls: 10, perMs: 60_000 }],
    [{ concurrent: 1 }],
    [{ calls: 1, perMs: 0.5, concurrent: 4, maxQueued: 0 }],
  ])("takes %j", (limit) => {
    expect(() => checkRateLimit(limit)).not.toThrow();
  });

  it.each([
    [{}, "rateLimit: limits nothing: give `calls` and `perMs`, or `concurrent`"],
    [{ maxQueued: 5 }, "rateLimit: limits nothing"],
    [{ calls: 0 }, "rateLimit.calls: must be a whole number of calls, at least 1, not 0"],
    [{ calls: 1.5 }, "rateLimit.calls: must be a whole number of calls, at least 1, not 1.5"],
    [{ perMs: 100 }, "rateLimit.perMs: says how long the window is, and `calls` is missing"],
    [{ calls: 1, perMs: -1 }, "rateLimit.perMs: must be a number of milliseconds above 0"],
    [{ calls: 1, perMs: Number.NaN }, "rateLimit.perMs: must be a number of milliseconds above 0"],
    [{ concurrent: -1 }, "rateLimit.concurrent: must be a whole number of calls, at least 1, not -1"],
    [
      { concurrent: 1, maxQueued: -1 },
      "rateLimit.maxQueued: must be a whole number of calls, at least 0, not -1",
    ],
  ])("refuses %j", (limit, message) => {
    expect(() => checkRateLimit(limit)).toThrow(ConfigurationError);
    expect(() => checkRateLimit(limit)).toThrow(message);
  });

  it("reports all that is wrong at once", () => {
    expect(() => checkRateLimit({ calls: 0, concurrent: 0, maxQueued: -2 })).toThrow(/3 problems/);
  });
});
