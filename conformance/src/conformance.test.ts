import { readOptions, UsageError } from "./options.js";
import { summaryOf } from "./report/summary.js";
import { tableHead, tableLines } from "./report/table.js";
import type { Outcome, Scenario } from "./scenario.js";
import { readList } from "./suite/list-scenarios.js";
import { judge } from "./suite/run-scenario.js";

const printed = `Required for 2026-07-28 (4 scenarios, frozen; run at the 2026-07-28 wire):

Server scenarios (test against a server):
  - tools-list
  - dns-rebinding-protection

Client scenarios (test against a client):
  - tools_call
  - auth/basic-cimd

Run and reported, but never scored:
  extension (3):
    - auth/dpop [client]
    - auth/wif-jwt-bearer [client]
    - tasks-lifecycle [server]
`;

describe("the list of scenarios", () => {
  it("has what is required of clients, what is run besides, and what is asked of every server", () => {
    const scenarios = readList(printed, "2026-07-28");
    expect(scenarios.map(({ name, side, required }) => [name, side, required])).toEqual([
      ["dns-rebinding-protection", "server", true],
      ["tools_call", "client", true],
      ["auth/basic-cimd", "client", true],
      ["auth/wif-jwt-bearer", "client", false],
    ]);
  });

  it.each([
    ["no list", "error: unknown option"],
    ["one without clients", printed.replace("Client scenarios", "Other scenarios")],
  ])("is not taken from %s: nothing would be run, and nothing would fail", (_, text) => {
    expect(() => readList(text, "2026-07-28")).toThrow("The suite names nothing that 2026-07-28 requires");
  });
});

const scenario: Scenario = { name: "sse-retry", revision: "2025-11-25", side: "client", required: true };
const check = (status: "SUCCESS" | "FAILURE" | "WARNING" | "INFO", errorMessage?: string) => ({
  id: "a-check",
  status,
  description: "Is checked",
  ...(errorMessage !== undefined && { errorMessage }),
});
const ended = { status: 0, stdout: "", stderr: "" };

describe("the verdict", () => {
  it.each([
    ["all passed", [check("SUCCESS"), check("INFO")], ended, []],
    ["a check failed", [check("SUCCESS"), check("FAILURE", "too late")], ended, ["a-check: too late"]],
    ["a check warned", [check("SUCCESS"), check("WARNING")], ended, ["a-check: Is checked"]],
    ["nothing was checked", [check("INFO")], ended, ["The suite checked nothing."]],
    [
      "the client failed where it must not",
      [check("SUCCESS")],
      { status: 1, stdout: "exited with 1\n", stderr: "" },
      ["The suite ended with 1: exited with 1"],
    ],
  ])("%s", (_, checks, end, failures) => {
    expect(judge(scenario, checks, end).failures).toEqual(failures);
  });
});

describe("what is printed", () => {
  const good: Outcome = { scenario, passed: 3, failed: 0, failures: [] };
  const bad: Outcome = {
    scenario: { ...scenario, name: "auth/wif-jwt-bearer", revision: "2026-07-28", required: false },
    passed: 1,
    failed: 1,
    failures: ["a-check: two\nlines"],
  };

  it("a line for each scenario, with what failed under it", () => {
    expect([tableHead, ...tableLines(good), ...tableLines(bad)].map((line) => line.split(/ {2,}/))).toEqual([
      ["scenario", "side", "revision", "required", "passed", "failed", "result"],
      ["sse-retry", "client", "2025-11-25", "yes", "3", "0", "pass"],
      ["auth/wif-jwt-bearer", "client", "2026-07-28", "no", "1", "1", "FAIL"],
      ["", "a-check: two\n", "lines"],
    ]);
  });

  it("a summary", () => {
    expect(summaryOf([good, bad], 61.4)).toBe(
      "Conformance: 1/1 client scenarios that 2025-11-25 requires, 0/0 client scenarios that 2026-07-28 requires, " +
        "0/1 that none does, 0/0 server scenarios passed in 61 s",
    );
  });
});

describe("the command line", () => {
  it("takes names", () => expect(readOptions(["a", "b"])).toEqual({ names: ["a", "b"] }));
  it("takes nothing else", () => expect(() => readOptions(["--fast"])).toThrow(UsageError));
});
