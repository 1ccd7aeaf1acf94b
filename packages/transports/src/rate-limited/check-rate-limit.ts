import { ConfigurationError } from "../errors/index.js";
import { countProblem, type OptionProblem, problemsBelow, shown } from "../options/option-problem.js";
import type { RateLimit } from "./options.js";

/** The longest time that a timer can wait, in milliseconds, less what the kept window is longer. */
const longestMs = 2 ** 31 - 1 - 100;

/**
 * Checks a rate limit.
 *
 * @throws ConfigurationError with every problem
 */
export function checkRateLimit(limit: RateLimit): void {
  const problems = rateLimitProblems(limit);
  if (problems.length > 0) throw new ConfigurationError(problemsBelow("rateLimit", problems));
}

/** What is wrong with a rate limit. */
export function rateLimitProblems({ calls, perMs, concurrent, maxQueued }: RateLimit): OptionProblem[] {
  const problems = [
    ...countProblem("calls", calls, 1, "of calls, at least 1"),
    ...countProblem("concurrent", concurrent, 1, "of calls, at least 1"),
    ...countProblem("maxQueued", maxQueued, 0, "of calls, at least 0"),
  ];
  if (perMs !== undefined && !(typeof perMs === "number" && perMs > 0 && perMs <= longestMs)) {
    const message = `must be a number of milliseconds above 0 and at most ${longestMs}, such as 1_000, not ${shown(perMs)}`;
    problems.push({ path: ["perMs"], message });
  } else if (calls === undefined && perMs !== undefined) {
    const message = "says how long the window is, and `calls` is missing: add how many calls it may hold";
    problems.push({ path: ["perMs"], message });
  }
  if (calls === undefined && perMs === undefined && concurrent === undefined) {
    const message =
      "limits nothing: give `calls` and `perMs`, or `concurrent`, such as { calls: 10, perMs: 1_000, concurrent: 4 }";
    problems.push({ path: [], message });
  }
  return problems;
}
