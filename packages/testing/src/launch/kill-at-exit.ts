import type { ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

/** Ends a program with this process, also when a test forgot it. One listener serves all programs. */
export function killAtExit(child: ChildProcess): void {
  if (running.size === 0) process.on("exit", killAll);
  running.add(child);
  const forget = () => {
    running.delete(child);
    if (running.size === 0) process.removeListener("exit", killAll);
  };
  child.once("exit", forget);
  child.once("error", forget);
}

function killAll(): void {
  for (const child of running) child.kill("SIGKILL");
}
