import fc from "fast-check";
import { didYouMean, suggest } from "./suggest.js";

const options = ["command", "args", "env", "cwd", "timeoutMs", "callTimeoutMs", "sseReadTimeoutMs"];

describe("suggest", () => {
  it.each([
    ["comand", "command"],
    ["arg", "args"],
    ["timeout", "timeoutMs"],
    ["timeout_ms", "timeoutMs"],
    ["sse_read_timeout", "sseReadTimeoutMs"],
    ["callTimeout", "callTimeoutMs"],
    ["ENV", "env"],
    ["xyz", undefined],
    ["", undefined],
    ["___", undefined],
  ])("takes %j for %j", (word, meant) => {
    expect(suggest(word, options)).toBe(meant);
  });

  it("finds every candidate by its own name", () => {
    fc.assert(fc.property(fc.constantFrom(...options), (option) => suggest(option, options) === option));
  });
});

describe("didYouMean", () => {
  it("lists all candidates when none is near", () => {
    expect(didYouMean("zzzzzz", ["a", "b"])).toBe("known are `a`, `b`");
  });
});
