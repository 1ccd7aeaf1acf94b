import { readOptions, UsageError } from "./options.js";

const known = ["latency-stdio", "latency-sse", "recovery"];

describe("the command line", () => {
  it.each([
    [[], { names: [], quick: false, check: false, keep: false, peers: false, minutes: 10 }],
    [
      ["latency", "--quick"],
      { names: ["latency"], quick: true, check: false, keep: false, peers: false, minutes: 10 },
    ],
    [
      ["--check", "--keep", "--peers", "--minutes", "2.5"],
      { names: [], quick: false, check: true, keep: true, peers: true, minutes: 2.5 },
    ],
  ])("%j is read", (args, expected) => {
    expect(readOptions(args, known)).toEqual(expected);
  });

  it.each([
    [
      ["latencies"],
      /No measurement begins with "latencies". There are: latency-stdio, latency-sse, recovery/,
    ],
    [["--slow"], /--slow/],
    [["--minutes", "0"], /--minutes must be a number above 0/],
  ])("%j is refused", (args, message) => {
    expect(() => readOptions(args, known)).toThrow(UsageError);
    expect(() => readOptions(args, known)).toThrow(message);
  });
});
