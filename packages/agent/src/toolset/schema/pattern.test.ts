import fc from "fast-check";
import { watched } from "../arguments/watched.js";
import { isTamePattern } from "./pattern.js";

describe("isTamePattern", () => {
  it.each([
    "^[a-z]+$",
    "^\\d{3}-\\d{4}$",
    "^\\+?\\d{1,15}$",
    "^[a-zA-Z0-9_.-]{1,256}$",
    "^(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})$",
    "^(red|green|blue)$",
    "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
    "^[^@]+@example\\.com$",
  ])("%s is: checking it costs no more than it has to", (pattern) => {
    expect(isTamePattern(pattern)).toBe(true);
  });

  it.each([
    ["not tied to the start", "a+$"],
    ["an alternative that is not", "^a|b+$"],
    ["a group that repeats", "^(a+)+$"],
    ["two repetitions without limit", "^a*a*$"],
    ["many that may be there or not", `^${"a?".repeat(26)}${"a".repeat(26)}$`],
    ["many that repeat so often or so", "^a{0,300}a{0,300}a{0,300}a{0,300}b$"],
    ["many groups that may be there or not", `^${"(a)?".repeat(26)}${"a".repeat(26)}$`],
    ["many alternatives one after another", `^${"(a|a)".repeat(26)}b$`],
    ["alternatives in alternatives", `^${"((a|a)(a|a)|a)".repeat(9)}b$`],
    ["any character, before what looks like a class", "^[^]a*a*a*]$"],
  ])("is not: %s", (_, pattern) => {
    expect(isTamePattern(pattern)).toBe(false);
  });

  it("takes no pattern that takes long", () => {
    const part = fc.constantFrom(
      "a",
      "a?",
      "a*",
      "a{0,9}",
      "a{0,300}",
      "(a|a)",
      "(a|aa)?",
      "(a?a?)",
      "[^]",
      "(",
      ")",
      "|",
    );
    const text = `${"a".repeat(2_000)}!`;
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const pattern = `^${parts.join("")}b$`;
        fc.pre(isTamePattern(pattern));
        const match = () => new RegExp(pattern).test(text);
        try {
          expect(watched(1_000, match)).toHaveProperty("value");
        } catch (error) {
          // Parentheses that do not match are no pattern.
          if (!(error instanceof SyntaxError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
