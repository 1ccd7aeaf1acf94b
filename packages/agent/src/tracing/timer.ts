import { performance } from "node:perf_hooks";

/** @returns a function that gives the seconds since now */
export function startTimer(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}
