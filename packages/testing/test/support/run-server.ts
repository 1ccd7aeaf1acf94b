import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type ReferenceServerOptions, referenceServer } from "@mcp-team/testing";

/** A reference server over stdio without a client: lines go in, lines come out. */
export interface RunningServer {
  readonly pid: number;
  /** What it wrote to stdout so far, by lines. */
  readonly lines: readonly string[];
  /** Its end, with everything that it wrote to stderr. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
  /** Sends a JSON-RPC message. */
  send(message: object): void;
  endInput(): void;
}

export function runServer(options: ReferenceServerOptions): RunningServer {
  const { command, args } = referenceServer(options);
  const child = spawn(command, args, { stdio: "pipe" });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return {
    pid: child.pid as number,
    lines,
    ended: once(child, "close").then(([code]) => ({ code, stderr })),
    send: (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`),
    endInput: () => child.stdin.end(),
  };
}
