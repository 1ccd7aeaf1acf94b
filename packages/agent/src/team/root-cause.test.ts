import { MiddlewareError } from "langchain";
import { rootCause } from "./root-cause.js";

const thrown = new RangeError("too far");

describe("rootCause", () => {
  it.each<[string, unknown]>([
    ["what one middleware wrapped", MiddlewareError.wrap(thrown, "Outer")],
    ["what several wrapped", MiddlewareError.wrap(MiddlewareError.wrap(thrown, "Inner"), "Outer")],
    ["what none wrapped", thrown],
  ])("finds the error in %s", (_, error) => {
    expect(rootCause(error)).toBe(thrown);
  });

  it("leaves alone what has no error inside, and the causes of other errors", () => {
    const ofText = MiddlewareError.wrap("no error", "Outer");
    const withCause = new Error("outside", { cause: thrown });
    for (const error of [ofText, withCause, "text", undefined]) expect(rootCause(error)).toBe(error);
  });
});
