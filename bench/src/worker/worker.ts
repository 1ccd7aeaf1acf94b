// Runs one block of a measurement in a process of its own: `worker.js <measurement> <subject> [quick]`.
import { once } from "node:events";
import { UnsupportedError } from "../library.js";
import { measurements } from "../measurements.js";
import type { WorkerMessage } from "./message.js";

const [name = "", subject = "", quick] = process.argv.slice(2);
const tell = (message: WorkerMessage) => void process.send?.(message);
const end = (message: WorkerMessage) => process.send?.(message, () => process.exit(0));
// A library whose connection breaks may throw where nobody can catch it.
process.on("uncaughtException", (error) => end({ kind: "failed", reason: reasonOf(error) }));

// When the program that started it has been killed, nobody else ends its servers: it leads a group of its own.
process.once("disconnect", () => process.kill(-process.pid, "SIGKILL"));

async function rest(): Promise<void> {
  tell({ kind: "resting" });
  await once(process, "message");
}

try {
  const block = await measurements[name]?.run(subject, { quick: quick === "quick", rest });
  end({ kind: "block", block: block ?? {} });
} catch (error) {
  const kind = error instanceof UnsupportedError ? "unsupported" : "failed";
  end({ kind, reason: reasonOf(error) });
}

function reasonOf(error: unknown): string {
  return String((error as Error | undefined)?.message ?? error);
}
