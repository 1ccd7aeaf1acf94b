import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BlockEnd, WorkerMessage } from "./message.js";

const worker = fileURLToPath(new URL("worker.js", import.meta.url));

/** A block that is to be run. */
export interface BlockOrder {
  readonly measurement: string;
  readonly subject: string;
  readonly quick: boolean;
  /** How long it may go on without a rest, in milliseconds. */
  readonly timeoutMs: number;
}

/** A block in a fresh process, with whatever that starts. All of it ends if it hangs. */
export class RunningBlock {
  readonly #order: BlockOrder;
  #process: ChildProcess | undefined;

  constructor(order: BlockOrder) {
    this.#order = order;
  }

  get subject(): string {
    return this.#order.subject;
  }

  /**
   * Starts it, or has it go on where it rests.
   *
   * @returns how it has ended; nothing when it rests
   */
  async goOn(): Promise<BlockEnd | undefined> {
    if (this.#process) this.#process.send("go on");
    else this.#process = this.#start();
    const said = await this.#said(this.#process);
    if (said.kind === "resting") return undefined;
    // Servers that a library left behind would take time from the next block.
    this.#kill();
    return said;
  }

  /** What the process says next, if it is only that it has ended. */
  async #said(child: ChildProcess): Promise<WorkerMessage> {
    const waiting = new AbortController();
    const { signal } = waiting;
    const timer = setTimeout(() => this.#kill(), this.#order.timeoutMs);
    const message = once(child, "message", { signal }).then(([said]) => said as WorkerMessage);
    // Unlike `exit` it comes after the last message.
    const close = once(child, "close", { signal }).then(
      ([code, killedBy]): WorkerMessage => ({ kind: "failed", reason: `it ended with ${killedBy ?? code}` }),
    );
    const said = await Promise.race([message, close]);
    if (said.kind !== "resting") await close;
    clearTimeout(timer);
    waiting.abort();
    await Promise.allSettled([message, close]);
    return said;
  }

  #start(): ChildProcess {
    const { measurement, subject, quick } = this.#order;
    const args = ["--expose-gc", worker, measurement, subject, ...(quick ? ["quick"] : [])];
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      detached: true,
      // No library tells anybody that it runs.
      env: { ...process.env, MCP_USE_ANONYMIZED_TELEMETRY: "false", MASTRA_TELEMETRY_DISABLED: "1" },
    });
    const end = () => this.#kill();
    process.once("exit", end);
    child.once("exit", () => process.off("exit", end));
    return child;
  }

  #kill(): void {
    const pid = this.#process?.pid;
    try {
      if (pid !== undefined) process.kill(-pid, "SIGKILL");
    } catch {
      // Nothing is left.
    }
  }
}
