import { spawn } from "node:child_process";
import { once } from "node:events";
import { descendantsOf, parseProcStat, parsePsLine } from "./process-tree.js";

const rest = "0 -1 4194304 120 0 0 0 5 2 0 0 20 0 1 0 8812345 11001856 250 18446744073709551615";

describe("the process table", () => {
  it.each([
    ["a plain name", `42 (node) S 7 40 40 ${rest}`, { pid: 42, parent: 7, group: 40, zombie: false }],
    [
      "a name with spaces and parentheses",
      `42 (a (b) c) R 7 40 40 ${rest}`,
      { pid: 42, parent: 7, group: 40, zombie: false },
    ],
    ["a zombie", `42 (sh) Z 1 40 40 ${rest}`, { pid: 42, parent: 1, group: 40, zombie: true }],
  ])("reads %s from /proc", (_, stat, entry) => {
    expect(parseProcStat(stat)).toEqual({ ...entry, startedAt: "8812345" });
  });

  it("reads a line of ps", () => {
    expect(parsePsLine("  42     7    40 Ss+  Sat Nov 21 09:39:01 2026")).toEqual([
      { pid: 42, parent: 7, group: 40, zombie: false, startedAt: "Sat Nov 21 09:39:01 2026" },
    ]);
    expect(parsePsLine("")).toEqual([]);
  });
});

describe("the descendants of a process", () => {
  it("are those of the moment: one that was started since the last look is among them", async () => {
    const before = descendantsOf(process.pid).map(({ pid }) => pid);
    const child = spawn("cat");
    await once(child, "spawn");
    const after = descendantsOf(process.pid).map(({ pid }) => pid);
    expect(after.filter((pid) => !before.includes(pid))).toEqual([child.pid]);
    child.stdin.end();
    await once(child, "exit");
  });
});
