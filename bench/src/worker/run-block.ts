import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Settings } from "../measurement.js";
import type { WorkerMessage } from "./message.js";

const worker = fileURLToPath(new URL("worker.js", import.meta.url));

/** A block that is to be run. */
export interface BlockOrder {
  readonly measurement: string;
  readonly subject: string;
  readonly settings: Settings;
  /** In milliseconds. */
  readonly timeoutMs: number;
}

/** Runs a block in a fresh process, with whatever that starts, and ends all of it if it hangs. */
export async function runBlock({
  measurement,
  subject,
  settings,
  timeoutMs,
}: BlockOrder): Promise<WorkerMessage> {
  const args = ["--expose-gc", worker, measurement, subject, ...(settings.quick ? ["quick"] : [])];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    detached: true,
    // No library tells anybody that it runs.
    env: { ...process.env, MCP_USE_ANONYMIZED_TELEMETRY: "false", MASTRA_TELEMETRY_DISABLED: "1" },
  });
  let said: WorkerMessage | undefined;
  child.once("message", (message) => {
    said = message as WorkerMessage;
  });
  const end = () => endGroup(child.pid);
  const timer = setTimeout(end, timeoutMs);
  process.once("exit", end);
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  process.off("exit", end);
  // Servers that a library left behind would take time from the next block.
  end();
  return said ?? { kind: "failed", reason: `it ended with ${signal ?? code}` };
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing is left.
  }
}
