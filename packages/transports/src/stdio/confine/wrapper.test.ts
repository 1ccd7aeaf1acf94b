import { isCommandHere, wrapperWords } from "./wrapper.js";

describe("wrapperWords", () => {
  const prlimit = expect.stringMatching(/^\/.*\/prlimit$/);

  it.each([
    [{}, []],
    [{ limits: {} }, []],
    [{ limits: { memoryMb: 256 } }, [prlimit, "--data=268435456", "--"]],
    [
      { limits: { memoryMb: 1, openFiles: 64, cpuSeconds: 10 } },
      [prlimit, "--data=1048576", "--nofile=64", "--cpu=10:11", "--"],
    ],
    [{ sandbox: ["no-such-program", "-i"] }, ["no-such-program", "-i"]],
    [
      { limits: { openFiles: 64 }, sandbox: ["no-such-program", "-i"] },
      [prlimit, "--nofile=64", "--", "no-such-program", "-i"],
    ],
  ])("for %j", (options, words) => {
    expect(wrapperWords(options)).toEqual(words);
  });

  it.each([
    ["bwrap", ["--ro-bind", "/", "/"], ["--bind", "/data", "/data", "--"]],
    ["firejail", ["--quiet"], ["--read-write=/data", "--"]],
  ] as const)("lets a server behind %s write to its working directory only", (sandbox, first, last) => {
    const [program, ...words] = wrapperWords({ sandbox, cwd: "/data" });
    expect(program?.split("/").at(-1)).toBe(sandbox);
    expect(words.slice(0, first.length)).toEqual(first);
    expect(words.slice(-last.length)).toEqual(last);
    const without = wrapperWords({ sandbox });
    expect(without.at(-1)).toBe("--");
    expect(without.join(" ")).not.toMatch(/--bind|--read-write/);
  });
});

describe("isCommandHere", () => {
  it.each([
    [undefined, true],
    ["bwrap", true],
    ["firejail", true],
    [["docker", "run"], false],
  ] as const)("with the sandbox %j: %s", (sandbox, here) => {
    expect(isCommandHere({ sandbox })).toBe(here);
  });
});
