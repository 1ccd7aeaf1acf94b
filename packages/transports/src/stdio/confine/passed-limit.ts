import { constants } from "node:os";
import type { ProcessExit } from "../process-exit.js";
import type { ProcessLimits } from "./options.js";

/** A limit that ended a process. */
export interface PassedLimit {
  /** A sentence that says so. */
  readonly message: string;
  readonly hint: string;
}

/** What runtimes write when there is no memory left: V8, Python, C++, Go, Java, Rust, the C library. */
const noMemory =
  /out of memory|OutOfMemory|MemoryError|bad_alloc|cannot allocate memory|ENOMEM|memory allocation of|allocation failed/i;

const noFiles = /EMFILE|too many open files/i;

/** How a process ends that cannot go on without memory, and has not said why. */
const crashes = ["SIGABRT", "SIGBUS", "SIGILL", "SIGSEGV", "SIGTRAP"] as const;

/** Finds out whether a process ended because of one of its limits, from how it ended and what it wrote last. */
export function passedLimit(
  { memoryMb, openFiles, cpuSeconds }: ProcessLimits,
  exit: ProcessExit,
  stderrTail: string,
): PassedLimit | undefined {
  if (cpuSeconds !== undefined && endedBy(exit, "SIGXCPU")) {
    return passed(`its limit of ${cpuSeconds} s of processor time`, "cpuSeconds");
  }
  if (exit.code === 0) return undefined;
  if (memoryMb !== undefined) {
    const limit = `its memory limit of ${memoryMb} MB`;
    if (noMemory.test(stderrTail)) return passed(limit, "memoryMb");
    if (crashes.some((signal) => endedBy(exit, signal))) {
      return { ...passed(limit, "memoryMb"), message: `It may have passed ${limit} (limits.memoryMb).` };
    }
  }
  if (openFiles !== undefined && noFiles.test(stderrTail)) {
    return passed(`its limit of ${openFiles} open files`, "openFiles");
  }
  return undefined;
}

function passed(limit: string, option: keyof ProcessLimits): PassedLimit {
  return {
    message: `It passed ${limit} (limits.${option}).`,
    hint: `Raise \`limits.${option}\`, or ask the server for less at once.`,
  };
}

/** Shells and sandboxes tell of a signal in their exit code. */
function endedBy({ code, signal }: ProcessExit, name: NodeJS.Signals): boolean {
  return signal === name || code === 128 + constants.signals[name];
}
