import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
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
  readonly #news = new EventEmitter();
  #process: ChildProcess | undefined;
  #isResting = false;
  /** What it said last, or how it ended: a library may end it while it rests, too. */
  #end: BlockEnd | undefined;
  #hasClosed = false;

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
    this.#process ??= this.#start();
    // Where it cannot be told any more, it has ended, which is heard of.
    if (this.#isResting) this.#process.send("go on", () => {});
    this.#isResting = false;
    const timer = setTimeout(() => this.#kill(), this.#order.timeoutMs);
    while (!this.#isResting && !this.#hasClosed) await once(this.#news, "heard");
    clearTimeout(timer);
    if (!this.#hasClosed) return undefined;
    // Servers that a library left behind would take time from the next block.
    this.#kill();
    return this.#end;
  }

  #hear(said: WorkerMessage): void {
    if (said.kind === "resting") this.#isResting = true;
    else this.#end ??= said;
    this.#news.emit("heard");
  }

  #close(reason: string): void {
    this.#hasClosed = true;
    this.#hear({ kind: "failed", reason });
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
    child.on("message", (said: WorkerMessage) => this.#hear(said));
    child.once("error", (error) => this.#close(`it could not be started (${error.message})`));
    // Unlike `exit` it comes after the last message.
    child.once("close", (code, killedBy) => this.#close(`it ended with ${killedBy ?? code}`));
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
