import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { ServerCommand } from "@mcp-team/testing";

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "reliability", version: "0.1.0" },
  },
};

/**
 * How long a server takes from its start to the answer to its handshake when nothing of this project is between, in
 * milliseconds: what nobody who starts it anew can be faster than.
 */
export async function startTime({ command, args }: ServerCommand): Promise<number> {
  const { HOME = "", PATH = "" } = process.env;
  const start = performance.now();
  const child = spawn(command, args, {
    // As small as the one that servers get: what it holds can make Node.js start more slowly.
    env: { HOME, PATH },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const answered = once(createInterface({ input: child.stdout }), "line");
  child.stdin.write(`${JSON.stringify(initialize)}\n`);
  await answered;
  const tookMs = performance.now() - start;
  child.kill("SIGKILL");
  await once(child, "exit");
  return tookMs;
}
