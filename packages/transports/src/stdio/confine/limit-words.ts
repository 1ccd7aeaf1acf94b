import type { ProcessLimits } from "./options.js";

/**
 * The options of `prlimit` for some limits.
 *
 * `RLIMIT_DATA` and not `RLIMIT_AS`: V8 and WebAssembly reserve gigabytes of addresses that they never use, and `fetch` of
 * Node.js ends a process that has only two. Source: getrlimit(2).
 */
export function limitWords({ memoryMb, openFiles, cpuSeconds }: ProcessLimits): string[] {
  return [
    ...(memoryMb === undefined ? [] : [`--data=${memoryMb * 1024 ** 2}`]),
    ...(openFiles === undefined ? [] : [`--nofile=${openFiles}`]),
    // The first limit sends SIGXCPU, which says what happened; SIGKILL follows for those that do not listen.
    ...(cpuSeconds === undefined ? [] : [`--cpu=${cpuSeconds}:${cpuSeconds + 1}`]),
  ];
}
