import { passedLimit } from "./passed-limit.js";

const exited = (code: number) => ({ code, signal: null });
const killed = (signal: NodeJS.Signals) => ({ code: null, signal });

const v8 = "FATAL ERROR: NewSpace::EnsureCurrentCapacity Allocation failed - JavaScript heap out of memory";

describe("passedLimit", () => {
  it.each([
    ["V8", killed("SIGABRT"), v8],
    ["a buffer of Node.js", exited(1), "RangeError: Array buffer allocation failed"],
    ["V8 in a sandbox", exited(134), v8],
    ["Python", exited(1), "Traceback (most recent call last):\nMemoryError"],
    ["C++", killed("SIGABRT"), "terminate called after throwing an instance of 'std::bad_alloc'"],
    ["Go", exited(2), "fatal error: runtime: cannot allocate memory"],
    ["Java", exited(3), "java.lang.OutOfMemoryError: Java heap space"],
    ["Rust", killed("SIGABRT"), "memory allocation of 1048576 bytes failed"],
  ])("knows from the last words of %s that there was no memory left", (_, exit, stderr) => {
    expect(passedLimit({ memoryMb: 256 }, exit, stderr)).toEqual({
      message: "It passed its memory limit of 256 MB (limits.memoryMb).",
      hint: "Raise `limits.memoryMb`, or ask the server for less at once.",
    });
    expect(passedLimit({ openFiles: 8, cpuSeconds: 8 }, exit, stderr)).toBeUndefined();
  });

  it.each([
    ["SIGSEGV", killed("SIGSEGV")],
    ["SIGABRT", killed("SIGABRT")],
    ["SIGTRAP, told by a shell", exited(133)],
  ])("takes it for possible when a process crashed without a word, by %s", (_, exit) => {
    expect(passedLimit({ memoryMb: 256 }, exit, "")?.message).toBe(
      "It may have passed its memory limit of 256 MB (limits.memoryMb).",
    );
  });

  it.each([
    ["SIGXCPU", killed("SIGXCPU")],
    ["SIGXCPU, told by a shell", exited(152)],
  ])("knows the limit of processor time by %s", (_, exit) => {
    expect(passedLimit({ cpuSeconds: 60 }, exit, "")?.message).toBe(
      "It passed its limit of 60 s of processor time (limits.cpuSeconds).",
    );
  });

  it.each(["Error: EMFILE: too many open files, open 'a'", "OSError: [Errno 24] Too many open files"])(
    "knows the limit of open files by %j",
    (stderr) => {
      expect(passedLimit({ openFiles: 64 }, exited(1), stderr)?.message).toBe(
        "It passed its limit of 64 open files (limits.openFiles).",
      );
    },
  );

  it.each([
    ["a process that was killed from outside", killed("SIGKILL"), ""],
    ["one that ended well", exited(0), "cannot allocate memory, but never mind"],
    ["one that failed for another reason", exited(1), "cannot read the database"],
  ])("does not blame a limit for %s", (_, exit, stderr) => {
    expect(passedLimit({ memoryMb: 1, openFiles: 1, cpuSeconds: 1 }, exit, stderr)).toBeUndefined();
  });
});
