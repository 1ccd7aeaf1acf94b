import { AuthenticationError, ConnectionError, OutcomeUnknownError, TimeoutError } from "../errors/index.js";
import { failed, fateOf, isUntouched } from "./outcome.js";

describe("a request that failed", () => {
  it.each([
    [
      "was not run when the connection could not be made",
      new ConnectionError("a", { effect: "none" }),
      "never-ran",
    ],
    [
      "was not run when its session had ended",
      new ConnectionError("a", { status: 404, effect: "none" }),
      "never-ran",
    ],
    ["was not run when the server was not available", new ConnectionError("a", { status: 503 }), "never-ran"],
    [
      "may have been run when the connection was lost",
      new ConnectionError("a", { effect: "unknown" }),
      "unknown",
    ],
    ["may have been run when its line says so", new OutcomeUnknownError("a"), "unknown"],
    [
      "was refused when there were too many",
      new ConnectionError("a", { status: 429, effect: "none" }),
      "refused",
    ],
    [
      "was refused without credentials",
      new AuthenticationError("a", { status: 401, effect: "none" }),
      "refused",
    ],
  ])("%s", (_, error, fate) => {
    expect(fateOf(error)).toBe(fate);
  });

  it.each([
    [true, failed("never-ran", new ConnectionError("a"))],
    [true, failed("refused", new ConnectionError("a", { status: 429, effect: "none" }))],
    [true, failed("refused", new TimeoutError("a", { timeoutMs: 1, effect: "none" }))],
    [false, failed("refused", new ConnectionError("a", { status: 500 }))],
    [false, failed("refused", new AuthenticationError("a", { status: 401, effect: "none" }))],
    [false, failed("unknown", new ConnectionError("a", { effect: "unknown" }))],
  ])("may go to any other replica: %s", (expected, outcome) => {
    expect(isUntouched(outcome)).toBe(expected);
  });
});
